import { addDays, type Calendar, civilDay, isWorkingDay, refuseIf, startOfDay, type Transitions } from '@union-graph/subgraph';
import type { DutySwapStatus, MediationOrgKind } from '../schema.gen.ts';
import type { StoredSwapStatus } from './DutySwap.ts';

export const MOST_DAYS = 31;
const MOST_SHIFTS = 100;
/** How far ahead a roster is made at most. */
const DAYS_AHEAD = 366;

/** Throws for a span that ends before it begins or is longer than a roster is asked for. */
export const checkSpan = ({ from, to }: { from: string; to: string }): void =>
  refuseIf(
    to < from || to >= addDays(from, MOST_DAYS),
    'BAD_USER_INPUT',
    `The span begins before it ends and has at most ${MOST_DAYS} days.`,
    {
      field: 'to',
    },
  );

export const daysBetween = (from: string, to: string): string[] =>
  from > to ? [] : [from, ...daysBetween(addDays(from, 1), to)];

/** How many lawyers an organisation has on an open day: a centre the number of the day, the others none that they owe (MED-INV-2, P6). */
export const neededOn = (kind: MediationOrgKind, isOpen: boolean, least: number): number =>
  isOpen && kind.endsWith('_CENTRE') ? least : 0;

interface Span {
  readonly start: Date;
  readonly end: Date;
}

interface Now {
  readonly now: Date;
  readonly calendar: Calendar;
}

/** Throws for shifts that nobody can do: none or too many, past, too far ahead, over midnight, or on a day off. */
export function checkShifts(shifts: readonly Span[], { now, calendar }: Now): void {
  refuseIf(shifts.length === 0 || shifts.length > MOST_SHIFTS, 'BAD_USER_INPUT', `Give 1 to ${MOST_SHIFTS} shifts.`, {
    field: 'shifts',
  });
  for (const { start, end } of shifts) {
    const day = civilDay(start);
    refuseIf(end <= start, 'BAD_USER_INPUT', 'A shift begins before it ends.', { field: 'end' });
    refuseIf(
      end > startOfDay(addDays(day, 1)),
      'BAD_USER_INPUT',
      `The shift that begins on ${day} ends on another day. Give one for each day.`,
      {
        field: 'end',
      },
    );
    refuseIf(end <= now, 'BAD_USER_INPUT', `The shift on ${day} is over.`, { field: 'start' });
    refuseIf(
      day > addDays(civilDay(now), DAYS_AHEAD),
      'BAD_USER_INPUT',
      `A roster is made for ${DAYS_AHEAD} days ahead at most.`,
      {
        field: 'start',
      },
    );
    refuseIf(!isWorkingDay(calendar, day), 'OUTSIDE_HOURS', `${day} is a day off; the organisation is closed.`, {
      rule: 'MED-INV-2',
      field: 'start',
    });
  }
}

/** Where a swap may go from each state; a lapse is read from the shift, not written. */
export const SWAP_TRANSITIONS: Transitions<StoredSwapStatus | 'LAPSED'> = {
  ASKED: ['ACCEPTED', 'DECLINED', 'WITHDRAWN', 'LAPSED'],
  ACCEPTED: [],
  DECLINED: [],
  WITHDRAWN: [],
  LAPSED: [],
};

/** Where a swap stands: one that nobody accepted before the shift began has lapsed. */
export const swapStatus = ({ status }: { readonly status: StoredSwapStatus }, shift: Span, now: Date): DutySwapStatus =>
  status === 'ASKED' && shift.start <= now ? 'LAPSED' : status;

/** A lawyer who might be on duty at a place. */
export interface Candidate {
  readonly lawyerId: string;
  /** Days on which the firm is under contract there and the lawyer serves. */
  readonly days: ReadonlySet<string>;
  /** Days of the span on which the lawyer is on duty, wherever. */
  readonly busy: ReadonlySet<string>;
  /** Open cases of the place in which the lawyer is related to a party. */
  readonly conflicts: number;
}

export interface Gap {
  readonly day: string;
  readonly missing: number;
  /** Who is on duty there on the day. */
  readonly present: ReadonlySet<string>;
}

export interface Suggestion {
  readonly day: string;
  readonly lawyerId: string;
  /** Days of duty in the span, this one included. */
  readonly days: number;
  readonly conflicts: number;
}

/**
 * Fills gaps so that all are on duty equally often: of those who are free on the day, first those without a conflict, then those with the
 * fewest days of duty, those already suggested included; of two alike the one who stands first. Nobody is on duty twice a day.
 */
export function suggestDuty(gaps: readonly Gap[], candidates: readonly Candidate[]): Suggestion[] {
  const load = new Map(candidates.map(({ lawyerId, busy }) => [lawyerId, busy.size]));
  const loadOf = ({ lawyerId }: Candidate): number => load.get(lawyerId) ?? 0;
  const order = (one: Candidate, other: Candidate): number =>
    Number(one.conflicts > 0) - Number(other.conflicts > 0) || loadOf(one) - loadOf(other);
  return gaps.flatMap(({ day, missing, present }) => {
    const free = candidates.filter(({ lawyerId, days, busy }) => days.has(day) && !busy.has(day) && !present.has(lawyerId));
    return free
      .sort(order)
      .slice(0, missing)
      .map((candidate) => {
        const days = loadOf(candidate) + 1;
        load.set(candidate.lawyerId, days);
        return { day, lawyerId: candidate.lawyerId, days, conflicts: candidate.conflicts };
      });
  });
}
