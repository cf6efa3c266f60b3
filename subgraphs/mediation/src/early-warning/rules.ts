import { type ReadNumber, Refusal, refuseIf, type Transitions } from '@union-graph/subgraph';
import { numbers } from '../rule/numbers.ts';
import type { ClaimKind, WarningStatus } from '../schema.gen.ts';

/** Where a warning may go from each state (S-28). One that ended with its case is open again when the case goes on to arbitration. */
export const WARNING_TRANSITIONS: Transitions<WarningStatus> = {
  REPORTED: ['VERIFIED', 'INTERVENING', 'ESCALATED', 'DISMISSED', 'MERGED'],
  VERIFIED: ['INTERVENING', 'ESCALATED', 'MERGED'],
  INTERVENING: ['RESOLVED', 'ESCALATED'],
  ESCALATED: ['VERIFIED', 'INTERVENING', 'RESOLVED', 'DISMISSED', 'MERGED'],
  RESOLVED: ['ESCALATED'],
  DISMISSED: [],
  MERGED: [],
};

export const CLOSED: readonly WarningStatus[] = ['RESOLVED', 'DISMISSED', 'MERGED'];

/** How long a warning may stay in a state; nothing for those that no time ends. */
export function stepOf(
  status: WarningStatus,
  number: ReadNumber,
): { readonly stepHours: number | null; readonly stepDays: number | null } {
  if (status === 'REPORTED') return { stepHours: number(numbers.WARNING_VERIFY_HOURS), stepDays: null };
  if (status === 'VERIFIED') return { stepHours: number(numbers.WARNING_INTERVENE_HOURS), stepDays: null };
  return { stepHours: null, stepDays: status === 'INTERVENING' ? number(numbers.WARNING_RESOLVE_DAYS) : null };
}

interface Case {
  readonly isCollective: boolean;
  readonly headcountAffected: number | null;
}

/** Whether a case raises a warning by itself (2.2.2): it is collective, or touches so many. */
export const raisesWarning = ({ isCollective, headcountAffected }: Case, number: ReadNumber): boolean =>
  isCollective || (headcountAffected ?? 0) >= number(numbers.WARNING_FROM_AFFECTED);

interface Told {
  readonly id: string;
  readonly enterpriseId: string | null;
  readonly districtCode: string | null;
  readonly status: WarningStatus;
}

/** Throws for warnings that cannot be one: a warning and itself, of two employers, of two districts, or one that is over. */
export function checkMerge(one: Told, into: Told): void {
  const details = { rule: 'S-28', field: 'intoId' };
  refuseIf(one.id === into.id, 'VALIDATION_FAILED', 'A warning is not merged into itself. Name the other one.', details);
  refuseIf(
    CLOSED.includes(into.status),
    'VALIDATION_FAILED',
    `The warning "${into.id}" is ${into.status}. Merge into one that is open.`,
    details,
  );
  refuseIf(
    one.enterpriseId !== null && into.enterpriseId !== null && one.enterpriseId !== into.enterpriseId,
    'VALIDATION_FAILED',
    'The two warnings are of two employers.',
    details,
  );
  refuseIf(one.districtCode !== into.districtCode, 'VALIDATION_FAILED', 'The two warnings are of two districts.', details);
}

interface Applied {
  /** Null for a case that lies in no district. */
  readonly districtCode: string | null;
  readonly isCollective: boolean;
  readonly enterpriseIds: readonly string[];
  readonly claimKinds: readonly ClaimKind[];
  readonly representatives: number;
}

type Open = Told & { readonly claimKind: ClaimKind | null; readonly headcountAffected: number };

/**
 * Throws for a case that is not what a warning tells of: of another employer, kind or district, or of so many workers and not collective. `field` is at
 * fault where the case was there before, and is not being applied for.
 */
export function checkCase(warning: Open, made: Applied, number: ReadNumber, field?: string): void {
  const { enterpriseId, claimKind, districtCode, headcountAffected } = warning;
  const faultOf = (code: 'VALIDATION_FAILED' | 'THRESHOLD_NOT_MET', sentence: string, ofInput: string): Refusal =>
    new Refusal(code, sentence, { rule: 'S-28', field: field ?? ofInput });
  if (enterpriseId !== null && !made.enterpriseIds.includes(enterpriseId))
    throw faultOf('VALIDATION_FAILED', 'The warning is of another employer than the case.', 'warningId');
  if (claimKind !== null && !made.claimKinds.includes(claimKind))
    throw faultOf('VALIDATION_FAILED', `The warning is about ${claimKind}, and none of the claims is.`, 'warningId');
  if (districtCode !== null && made.districtCode !== null && districtCode !== made.districtCode)
    throw faultOf(
      'VALIDATION_FAILED',
      `The warning is of the district ${districtCode}, and the case of ${made.districtCode}.`,
      'warningId',
    );
  const least = number(numbers.COLLECTIVE_FROM);
  if (headcountAffected < least) return;
  if (!made.isCollective)
    throw faultOf(
      'THRESHOLD_NOT_MET',
      `The warning touches ${headcountAffected} workers, so the case is collective: name ${least} applicants or more.`,
      'applicants',
    );
  if (made.representatives === 0)
    throw faultOf(
      'VALIDATION_FAILED',
      'A case that a warning becomes has representatives. Mark the applicants whom the others elected.',
      'representative',
    );
}
