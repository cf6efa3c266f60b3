import { refuseIf, type Transitions } from '@union-graph/subgraph';
import type { HardshipCategory, HardshipCause, HardshipStatus } from '../schema.gen.ts';
import type { HardshipFile } from './HardshipFile.ts';

/** A file's life (domain rule 2.5.2). `REVIEW_DUE` comes by itself with its day; what is approved is `ACTIVE` at
 * once, so that no file stays `APPROVED`. */
export const FILE_TRANSITIONS: Transitions<HardshipStatus> = {
  DRAFT: ['SUBMITTED', 'REJECTED'],
  SUBMITTED: ['VERIFYING', 'REJECTED'],
  VERIFYING: ['PUBLIC_NOTICE', 'REJECTED'],
  PUBLIC_NOTICE: ['ACTIVE', 'SUSPENDED', 'REJECTED'],
  APPROVED: [],
  ACTIVE: ['EXITED'],
  REVIEW_DUE: ['ACTIVE', 'EXITED'],
  SUSPENDED: ['PUBLIC_NOTICE', 'REJECTED'],
  EXITED: [],
  REJECTED: [],
};

/** Where a file is on a day: an active one is due for review from its day on, whatever job has run. */
export const fileStatusOn = (
  { status, reviewDueOn }: Pick<HardshipFile, 'status' | 'reviewDueOn'>,
  today: string,
): HardshipStatus => (status === 'ACTIVE' && reviewDueOn !== null && reviewDueOn <= today ? 'REVIEW_DUE' : status);

/** What a household has to live on for each person in a month, rounded down to a fen (2.5.3). */
export const perCapitaFen = (incomes: readonly bigint[]): bigint =>
  incomes.reduce((sum, income) => sum + income, 0n) / BigInt(incomes.length);

/** Why a household near the line is helped. */
const NEAR_CAUSES: readonly HardshipCause[] = ['ILLNESS', 'SCHOOLING', 'ACCIDENT'];
/** What is a sudden loss. */
const SUDDEN_CAUSES: readonly HardshipCause[] = ['ACCIDENT', 'DISASTER'];

interface Circumstances {
  readonly perCapitaMonthlyFen: bigint;
  readonly lineFen: bigint;
  /** Up to which part of the line a household is near it, in basis points. */
  readonly nearBp: number;
  readonly causes: readonly HardshipCause[];
  readonly evidenceRef: string | null;
}

/** The category of a household in hardship (2.5.3, P19, P20); null for one that is in none. */
export function categoryOf({
  perCapitaMonthlyFen,
  lineFen,
  nearBp,
  causes,
  evidenceRef,
}: Circumstances): HardshipCategory | null {
  if (perCapitaMonthlyFen <= lineFen) return 'SUBSISTENCE';
  const isNear = perCapitaMonthlyFen * 10_000n <= lineFen * BigInt(nearBp);
  if (isNear && causes.some((cause) => NEAR_CAUSES.includes(cause))) return 'NEAR_SUBSISTENCE';
  if (evidenceRef !== null && causes.some((cause) => SUDDEN_CAUSES.includes(cause))) return 'ACCIDENT';
  return null;
}

/** The category, or `NOT_ELIGIBLE` with what a household would have to be. */
export function getCategory(circumstances: Circumstances): HardshipCategory {
  const category = categoryOf(circumstances);
  const { perCapitaMonthlyFen, lineFen, nearBp } = circumstances;
  refuseIf(
    category === null,
    'NOT_ELIGIBLE',
    `The household has ${perCapitaMonthlyFen} fen a month for each person; the line is ${lineFen} fen. Above it a household is eligible up to ${(lineFen * BigInt(nearBp)) / 10_000n} fen where illness, schooling or an accident is the cause, or after a sudden loss that is proven.`,
    { rule: 'S-34', field: 'members' },
  );
  return category as HardshipCategory;
}

/** A surname of one or two characters and two stars, as it may be shown to the public. */
export function checkedMask(maskedName: string): string {
  const text = maskedName.trim();
  refuseIf(
    !/^\p{Script=Han}{1,2}\*\*$/u.test(text),
    'VALIDATION_FAILED',
    'A public notice shows the surname in Chinese and two stars, and nothing else of a name.',
    { rule: 'S-34', field: 'maskedName' },
  );
  return text;
}

/** More do not visit a home at once. */
const MOST_VISITORS = 10;

/** Two or more different persons visit (2.5.1 [D]), and none of them lives there. */
export function checkVisitors(visitorIds: readonly string[], least: number, household: readonly (string | null)[]): string[] {
  refuseIf(
    visitorIds.length > MOST_VISITORS,
    'BAD_USER_INPUT',
    `Name at most ${MOST_VISITORS} visitors; got ${visitorIds.length}.`,
    { field: 'visitorIds' },
  );
  const visitors = [...new Set(visitorIds.map((id) => id.toLowerCase()))];
  refuseIf(
    visitors.length < least,
    'VALIDATION_FAILED',
    `A home is visited by ${least} persons or more; got ${visitors.length}.`,
    {
      rule: 'S-34',
      field: 'visitorIds',
    },
  );
  refuseIf(
    visitors.some((id) => household.includes(id)),
    'CONFLICT_OF_INTEREST',
    'Somebody of the household cannot visit it in an office. Name other visitors.',
    { rule: 'S-34', field: 'visitorIds' },
  );
  return visitors;
}
