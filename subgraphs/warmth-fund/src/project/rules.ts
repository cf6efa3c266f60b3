import type { Transitions } from '@union-graph/subgraph';
import type { FundCode } from '../fund/Fund.ts';
import type { ProjectKind, ProjectStatus } from './ServiceProject.ts';

/** A project's life (domain rule 2.5.2). A project that nobody carries out is REJECTED; one ended early is TERMINATED. */
export const PROJECT_TRANSITIONS: Transitions<ProjectStatus> = {
  CALL: ['APPLIED', 'REJECTED'],
  APPLIED: ['EVALUATED', 'REJECTED'],
  EVALUATED: ['AWARDED', 'REJECTED'],
  AWARDED: ['AGREEMENT_SIGNED', 'TERMINATED'],
  AGREEMENT_SIGNED: ['IN_PROGRESS', 'TERMINATED'],
  IN_PROGRESS: ['MIDTERM', 'TERMINATED'],
  MIDTERM: ['FINAL_REPORT', 'TERMINATED'],
  FINAL_REPORT: ['ACCEPTED', 'TERMINATED'],
  ACCEPTED: ['CLOSED'],
  CLOSED: [],
  REJECTED: [],
  TERMINATED: [],
};

/** Purchased services are paid from the book of purchases, incubation from the foundation's (FND-INV-7). */
export const fundOfKind = (kind: ProjectKind): FundCode => (kind === 'PURCHASED' ? 'SOCIAL_PURCHASE' : 'WARMTH');
