import { Refusal, refuseIf, type Transitions } from '@union-graph/subgraph';

export type ClaimEvent = 'DISABILITY' | 'DEATH' | 'HOME_FIRE';
export type ClaimStatus = 'SUBMITTED' | 'DOCUMENTS_COMPLETE' | 'ASSESSED' | 'APPROVED' | 'PAID' | 'REJECTED' | 'APPEALED';

/** A claim's life (domain rule 2.5.2). A payout that came back makes a paid claim payable again. When a death is taken back, the service rejects the claims for it from any state. */
export const CLAIM_TRANSITIONS: Transitions<ClaimStatus> = {
  SUBMITTED: ['DOCUMENTS_COMPLETE', 'REJECTED'],
  DOCUMENTS_COMPLETE: ['ASSESSED', 'REJECTED'],
  ASSESSED: ['APPROVED', 'REJECTED'],
  APPROVED: ['PAID'],
  PAID: ['APPROVED'],
  REJECTED: ['APPEALED'],
  APPEALED: ['ASSESSED', 'REJECTED'],
};

interface Benefit {
  readonly rateBp: number | null;
  readonly capFen: bigint;
  readonly byDisabilityGrade: readonly bigint[];
}

interface Happened {
  readonly lossFen: bigint | null;
  readonly disabilityGrade: number | null;
}

/**
 * What a plan pays for an event (2.5.3): a share of the loss, rounded down to a fen, or the amount of the grade, or the whole, and
 * never more than the cap. `BAD_USER_INPUT` where the event needs a loss or a grade that is not given, or the other way round.
 */
export function payableFen({ rateBp, capFen, byDisabilityGrade }: Benefit, { lossFen, disabilityGrade }: Happened): bigint {
  const byGrade = byDisabilityGrade.length > 0;
  checkGiven('lossFen', lossFen !== null, rateBp !== null, 'follows from the loss');
  checkGiven('disabilityGrade', disabilityGrade !== null, byGrade, 'follows from the grade of disability');
  const most = (amount: bigint): bigint => (amount < capFen ? amount : capFen);
  if (rateBp !== null) return most(((lossFen as bigint) * BigInt(rateBp)) / 10_000n);
  if (!byGrade) return capFen;
  const amount = byDisabilityGrade[(disabilityGrade as number) - 1];
  if (amount === undefined)
    throw new Refusal('BAD_USER_INPUT', `The plan knows grades 1 to ${byDisabilityGrade.length}; got ${disabilityGrade}.`, {
      field: 'disabilityGrade',
    });
  return most(amount);
}

function checkGiven(field: string, isGiven: boolean, isWanted: boolean, follows: string): void {
  if (isGiven === isWanted) return;
  const told = isWanted
    ? `What is paid ${follows}: give "${field}".`
    : `What is paid for this event never ${follows}: leave "${field}" out.`;
  throw new Refusal('BAD_USER_INPUT', told, { field });
}

/** The kinds of papers that an event needs and that are not there. */
export const missingDocuments = (wanted: readonly string[], given: readonly string[]): string[] =>
  wanted.filter((kind) => !given.includes(kind));

/** An event lies on a day that has come, and is claimed before the limitation is over (2.5.3 [D]). */
export function checkEventDay(eventAt: string, today: string, lastDay: string): void {
  refuseIf(eventAt > today, 'VALIDATION_FAILED', `The event is dated ${eventAt}, a day to come.`, {
    rule: 'S-35',
    field: 'eventAt',
  });
  refuseIf(
    today > lastDay,
    'LIMITATION_EXPIRED',
    `A claim for ${eventAt} could be submitted until ${lastDay}. Nothing can be claimed for it any more.`,
    { rule: 'S-35', field: 'eventAt' },
  );
}

/** Nobody assesses or decides about a claim of their own, and who assessed it does not decide about it (FND-INV-6). */
export function checkClaimDuties(person: string, ...others: (string | null)[]): void {
  refuseIf(
    others.includes(person),
    'SEPARATION_OF_DUTIES',
    'You are paid by this claim or have acted on it. Another person must take this step.',
    { rule: 'FND-INV-6' },
  );
}

/** Whoever assesses a claim may find less than was claimed, and no more: a higher loss is claimed by the member, not by the office. */
export function checkLossFound(foundFen: bigint | null, claimedFen: bigint | null): void {
  refuseIf(
    foundFen !== null && claimedFen !== null && foundFen > claimedFen,
    'VALIDATION_FAILED',
    `The claim is about a loss of ${claimedFen} fen; no more can be found than was claimed.`,
    { rule: 'S-35', field: 'lossFen' },
  );
}
