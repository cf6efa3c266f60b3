import { addDays, foldedName, Refusal } from '@union-graph/subgraph';
import type { BargainingSide, ContractKind, ContractStatus, GuaranteeKind, RepInput, RoundStatus } from '../schema.gen.ts';

/** The most characters of a reason that an employer or a checker gives. */
export const LONGEST_ROUND_REASON = 500;

/** States that are written; what follows from the contract and the days is read (2.2.3). */
export type StoredStatus = Exclude<RoundStatus, 'EFFECTIVE' | 'PUBLISHED' | 'EXPIRED' | 'RENEWED'>;

/** Where a round may go from each state that is written (2.2.3). */
export const ROUND_TRANSITIONS: Readonly<Record<StoredStatus, readonly StoredStatus[]>> = {
  NOTICED: ['REPLIED', 'REFUSED'],
  REFUSED: [],
  REPLIED: ['PREPARING'],
  PREPARING: ['NEGOTIATING'],
  NEGOTIATING: ['PAUSED', 'DRAFTED', 'CONGRESS_VOTE'],
  PAUSED: ['NEGOTIATING'],
  DRAFTED: ['CONGRESS_VOTE', 'PASSED', 'NEGOTIATING'],
  CONGRESS_VOTE: ['DRAFTED', 'PASSED', 'NEGOTIATING'],
  PASSED: ['SIGNED', 'NEGOTIATING'],
  SIGNED: ['FILED', 'NEGOTIATING'],
  FILED: ['OBJECTED'],
  OBJECTED: ['NEGOTIATING'],
};

/** States in which an employer that was asked may still answer. */
export const ANSWERABLE = ['NOTICED', 'REPLIED', 'PREPARING'] as const satisfies readonly StoredStatus[];

/** What is done with a round, and in which states (2.2.3). */
const ALLOWED = {
  replyBargaining: ANSWERABLE,
  // A chief who is gone does not keep what was drafted or passed from being signed (P14 art. 28).
  setRepresentatives: ['REPLIED', 'PREPARING', 'NEGOTIATING', 'DRAFTED', 'CONGRESS_VOTE', 'PASSED'],
  pauseBargaining: ['NEGOTIATING'],
  resumeBargaining: ['PAUSED', 'PASSED', 'SIGNED', 'OBJECTED'],
  draftContract: ['NEGOTIATING'],
  assignInstructor: [
    'NOTICED',
    'REPLIED',
    'PREPARING',
    'NEGOTIATING',
    'PAUSED',
    'DRAFTED',
    'CONGRESS_VOTE',
    'PASSED',
    'OBJECTED',
  ],
  recordGuaranteeCheck: ['DRAFTED', 'CONGRESS_VOTE', 'PASSED'],
  recordCongressVote: ['DRAFTED', 'CONGRESS_VOTE'],
  signContract: ['PASSED'],
} as const satisfies Readonly<Record<string, readonly RoundStatus[]>>;

export type RoundVerb = keyof typeof ALLOWED;

/** Throws `INVALID_TRANSITION` unless a verb is for a state. */
export function assertRoundAllows(verb: RoundVerb, status: RoundStatus): void {
  const states: readonly RoundStatus[] = ALLOWED[verb];
  if (states.includes(status)) return;
  throw new Refusal('INVALID_TRANSITION', `"${verb}" is for a round that is ${states.join(' or ')}; this one is ${status}.`, {
    rule: '2.2.3',
    field: 'status',
  });
}

interface Stored {
  readonly status: StoredStatus;
  readonly replyDueOn: string;
  readonly resumeOn: string | null;
}

/**
 * Where a round stands on a day (2.2.3): a notice that nobody answered in time is refused, talks go on when the pause is over, and a filed
 * contract tells the rest.
 */
export function currentRoundStatus(
  { status, replyDueOn, resumeOn }: Stored,
  contract: ContractStatus | null,
  on: string,
): RoundStatus {
  if (status === 'NOTICED' && on > replyDueOn) return 'REFUSED';
  if (status === 'PAUSED' && resumeOn !== null && on >= resumeOn) return 'NEGOTIATING';
  return status === 'FILED' && contract !== null && contract !== 'LAPSED' ? contract : status;
}

/** Since when a round stands refused; null for one that does not: the day of the answer, or the one after the last day for it. */
export function dayOfRefusal(round: Stored & { readonly refusedOn: string | null }, on: string): string | null {
  if (round.refusedOn !== null) return round.refusedOn;
  return currentRoundStatus(round, null, on) === 'REFUSED' ? addDays(round.replyDueOn, 1) : null;
}

/** The three guarantees of an agreement on wages (S-53). */
export const GUARANTEES: readonly GuaranteeKind[] = ['MINIMUM_WAGE', 'LABOUR_QUOTA', 'GROWTH_LINE'];

/** The guarantees that a draft still needs: neither passed nor waived by their last check. */
export const missingGuarantees = (
  hasWageTerms: boolean,
  checks: readonly { readonly kind: GuaranteeKind; readonly result: string }[],
): readonly GuaranteeKind[] =>
  hasWageTerms ? GUARANTEES.filter((kind) => !checks.some((check) => check.kind === kind && check.result !== 'FAIL')) : [];

/** The mean wage that the growth line asks for (S-53, G3): the one before and its share, rounded up to a fen. */
export const grownWage = (baseFen: bigint, lineBp: number): bigint => (baseFen * BigInt(10_000 + lineBp) + 9_999n) / 10_000n;

const TWELFTHS = 12;

/** Whether a part reaches so many twelfths of a whole, that share included (以上 is inclusive, P14 art. 36). */
export const reaches = (part: number, whole: number, twelfths: number): boolean => part * TWELFTHS >= whole * twelfths;

interface SideRules {
  readonly least: number;
  readonly outsiderTwelfths: number;
}

/** Throws `VALIDATION_FAILED` unless the representatives can speak for a side (P14 arts. 19 to 24). */
export function checkSide(reps: readonly RepInput[], { least, outsiderTwelfths }: SideRules): void {
  const chiefs = reps.filter(({ chief }) => chief);
  const outsiders = reps.filter(({ outsider }) => outsider).length;
  const double = namedTwice(reps);
  const fault = [
    [
      double !== undefined,
      `"${double?.nameZh}" is named twice. Name everybody once, or give the ids of two persons of one name.`,
    ],
    [reps.length < least, `A side has at least ${least} representatives; got ${reps.length}.`],
    [chiefs.length !== 1, `A side has one chief; got ${chiefs.length}.`],
    [chiefs.some(({ outsider }) => outsider), 'A chief does not come from outside. Choose another one.'],
    [
      outsiders * TWELFTHS > reps.length * outsiderTwelfths,
      `Of ${reps.length} representatives at most ${Math.floor((reps.length * outsiderTwelfths) / TWELFTHS)} come from outside; got ${outsiders}.`,
    ],
  ].find(([holds]) => holds);
  if (fault) throw new Refusal('VALIDATION_FAILED', fault[1] as string, { rule: '2.2.3', field: 'representatives' });
}

interface Named {
  readonly nameZh: string;
  readonly personId?: string | null;
}

/** Whether two places are taken by one person: by the ids, or by the names where the ids do not tell two persons apart. */
const isSamePerson = (one: Named, other: Named): boolean =>
  one.personId && other.personId ? one.personId === other.personId : foldedName(one.nameZh) === foldedName(other.nameZh);

/** Whoever of one side also sits on the other. */
export const onBothSides = (own: readonly Named[], other: readonly Named[]): Named | undefined =>
  own.find((rep) => other.some((one) => isSamePerson(rep, one)));

/** Whoever is named twice on one side. */
const namedTwice = (reps: readonly Named[]): Named | undefined =>
  reps.find((rep, at) => reps.slice(0, at).some((one) => isSamePerson(rep, one)));

export const otherSide = (side: BargainingSide): BargainingSide => (side === 'WORKERS' ? 'EMPLOYER' : 'WORKERS');

/** Contracts of one employer; the others are made by a union with many (S-38). */
export const ofOneEmployer = (kind: ContractKind): boolean => kind === 'COLLECTIVE' || kind === 'WAGE_SPECIAL';
