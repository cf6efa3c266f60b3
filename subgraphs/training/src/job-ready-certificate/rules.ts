import type { Transitions } from '@union-graph/subgraph';
import type { IssuingBody, JobReadyStatus } from '../schema.gen.ts';

/** A job-ready certificate's life (domain rule 2.3.2); one whose examination was recorded wrongly is revoked before it is issued. */
export const JOB_READY_TRANSITIONS: Transitions<JobReadyStatus> = {
  EXAM_PASSED: ['SIGNING', 'REVOKED'],
  SIGNING: ['SIGNING', 'ISSUED', 'REVOKED'],
  ISSUED: ['REVOKED'],
  REVOKED: [],
};

/** The three that sign (S-59): the federation itself, and two agencies by their codes. */
export const BODIES: readonly IssuingBody[] = ['FEDERATION', 'COMMERCE', 'FINANCE'];

/** The agency that a body is; null for the federation, which is none outside the unions. */
export const agencyOfBody = (body: IssuingBody): string | null => (body === 'FEDERATION' ? null : body);

/** The state after a signature, by how many there are then. */
export const statusWith = (signatures: number): JobReadyStatus => (signatures < BODIES.length ? 'SIGNING' : 'ISSUED');

/** The number on a badge: the year and a running number. */
export const badgeNumber = (year: string, running: number): string => `JZ${year}${String(running).padStart(6, '0')}`;
