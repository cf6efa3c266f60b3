import { addDays } from '@union-graph/subgraph';
import { draw } from '../draw.ts';
import { atNine, earlier, monthEnd, monthStart, workedAfter } from './days.ts';
import { type CaseSeed, isAgreed } from './seeds.ts';

/** Minutes after nine at which a payment is recorded, an agreement sealed. */
export const PAID_AT = 200;
export const SEALED_AT = 120;

/** The last day on which anything has happened: the Friday before the data's today. */
const LAST_DAY = '2013-10-18';

/** The days of a case; null for what has not happened. */
export interface Timeline {
  readonly acceptedOn: string | null;
  readonly refusedOn: string | null;
  readonly sessionOn: string | null;
  readonly agreedOn: string | null;
  readonly effectiveOn: string | null;
  /** When each term is due, and the day on which it was paid. */
  readonly dueOn: readonly string[];
  readonly paidOn: readonly string[];
  readonly appliedOn: string | null;
  readonly failedOn: string | null;
  /** Whether nobody declared the failure, and the time ran out. */
  readonly failedByTime: boolean;
  readonly referredOn: string | null;
  readonly awardedOn: string | null;
  readonly closedAt: string | null;
}

const TO_ARBITRATION = ['TO_ARBITRATION', 'AWARDED', 'LITIGATION', 'CLOSED'];
const NOT_HELD = ['RECEIVED', 'NOT_ACCEPTED', 'ACCEPTED', 'ASSIGNED', 'WITHDRAWN'];
const APPLIED = ['CONFIRMING', 'CONFIRMED', 'REFUSED', 'ENFORCEMENT'];

/** Days from the agreement to the day on which its money is due. */
const DUE_AFTER: Readonly<Record<string, number>> = { CONFIRMED: 180, EFFECTIVE: 45, CONFIRMING: 45, REFUSED: 60, AGREED: 45 };

/** One agreement in five that was performed was paid in two terms. */
const termsOf = ({ at, status }: CaseSeed): number => (status === 'PERFORMED' && at % 5 === 2 ? 2 : 1);

/** When what happened in a case: on worked days, each within its time. */
export function timelineOf(seed: CaseSeed): Timeline {
  const { at, status, receivedOn } = seed;
  const agreed = isAgreed(status);
  const agreedOn = agreed ? workedAfter(receivedOn, status === 'AGREED' ? 6 : 6 + draw(230, at, 4)) : null;
  const effectiveOn = agreedOn && status !== 'AGREED' ? workedAfter(agreedOn, at % 2) : null;
  const terms = agreedOn ? daysOfTerms(seed, agreedOn, effectiveOn) : { dueOn: [], paidOn: [] };
  const hasFailed = status === 'FAILED' || TO_ARBITRATION.includes(status);
  const failedByTime = status === 'FAILED' && at % 4 === 0 && lastDayOf(seed) < LAST_DAY;
  const failedOn = hasFailed
    ? failedByTime
      ? addDays(lastDayOf(seed), 1)
      : workedAfter(receivedOn, 9 + draw(231, at, 5))
    : null;
  const referredOn = failedOn && TO_ARBITRATION.includes(status) ? workedAfter(failedOn, 1 + draw(232, at, 3)) : null;
  const hasAward = TO_ARBITRATION.includes(status) && status !== 'TO_ARBITRATION';
  return {
    acceptedOn: status === 'RECEIVED' || status === 'NOT_ACCEPTED' ? null : workedAfter(receivedOn, 1),
    refusedOn: status === 'NOT_ACCEPTED' ? workedAfter(receivedOn, 1) : null,
    sessionOn: NOT_HELD.includes(status) ? null : workedAfter(receivedOn, 4),
    agreedOn,
    effectiveOn,
    ...terms,
    appliedOn: effectiveOn && APPLIED.includes(status) ? workedAfter(effectiveOn, 1) : null,
    failedOn,
    failedByTime,
    referredOn,
    awardedOn: referredOn && hasAward ? workedAfter(referredOn, 30 + draw(233, at, 14)) : null,
    closedAt: closedAt(seed, { failedOn, failedByTime, paidOn: terms.paidOn, effectiveOn, referredOn }),
  };
}

function closedAt(
  { status, receivedOn }: CaseSeed,
  {
    failedOn,
    failedByTime,
    paidOn,
    effectiveOn,
    referredOn,
  }: Pick<Timeline, 'failedOn' | 'failedByTime' | 'paidOn' | 'effectiveOn' | 'referredOn'>,
): string | null {
  if (status === 'FAILED') return failedByTime ? `${failedOn}T00:00:00+08:00` : atNine(failedOn as string);
  if (status === 'PERFORMED') return atNine(paidOn.at(-1) as string, PAID_AT);
  if (status === 'REFUSED') return atNine(workedAfter(effectiveOn as string, 20));
  if (status === 'NOT_ACCEPTED') return atNine(workedAfter(receivedOn, 1));
  if (status === 'WITHDRAWN') return atNine(workedAfter(receivedOn, 5));
  // Nobody sued within the fifteen days.
  return status === 'CLOSED' ? atNine(workedAfter(referredOn as string, 70)) : null;
}

/** The last day for mediation: fifteen days, or for what a court delegates twenty that are worked. */
/** The last day for mediation; none is extended. */
export function lastDayOf({ receivedOn, source }: CaseSeed): string {
  if (source !== 'COURT_DELEGATED') return workedAfter(receivedOn, 15);
  let day = receivedOn;
  for (let worked = 0; worked < 20; worked++) day = workedAfter(day, 1);
  return day;
}

function daysOfTerms(seed: CaseSeed, agreedOn: string, effectiveOn: string | null): Pick<Timeline, 'dueOn' | 'paidOn'> {
  const { at, status } = seed;
  const count = termsOf(seed);
  const after = DUE_AFTER[status] ?? 30;
  const dueOn = Array.from({ length: count }, (_, place) => addDays(agreedOn, Math.round((after * (place + 1)) / count)));
  if (status !== 'PERFORMED' || effectiveOn === null) return { dueOn, paidOn: [] };
  let paid = effectiveOn;
  const paidOn = dueOn.map((due, place) => {
    paid = earlier(earlier(addDays(paid, 1 + draw(234 + place, at, 12)), due), LAST_DAY);
    return paid;
  });
  return { dueOn, paidOn };
}

/** For how long pay is claimed: as many whole months as the agreement gives the highest minimum wage for, a year at most (G1). */
export function periodOf({ at, kind, receivedOn, agreedFen }: CaseSeed): readonly [from: string, to: string] {
  const months = kind === 'WAGES' ? Math.min(12, Math.max(1, Number((agreedFen ?? 300_000n) / 140_000n))) : 1 + draw(236, at, 3);
  const ago = 1 + draw(237, at, 2);
  return [monthStart(receivedOn, ago + months - 1), monthEnd(receivedOn, ago)];
}
