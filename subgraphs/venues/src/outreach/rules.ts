import { Refusal, refuseIf, type Transitions } from '@union-graph/subgraph';
import { isTooFarAhead, lengthInMinutes, type Span } from '../slot/rules.ts';

/** The most characters of a note on a request. */
export const LONGEST_NOTE = 1_000;

export type OutreachStatus = 'SUBMITTED' | 'REVIEWED' | 'SCHEDULED' | 'DELIVERED' | 'RATED' | 'DECLINED' | 'CANCELLED';

/** The life of a request that a union made (2.4.2). */
export const OUTREACH_TRANSITIONS: Transitions<OutreachStatus> = {
  SUBMITTED: ['REVIEWED', 'DECLINED', 'CANCELLED'],
  REVIEWED: ['SCHEDULED', 'DECLINED', 'CANCELLED'],
  SCHEDULED: ['DELIVERED', 'CANCELLED'],
  DELIVERED: ['RATED'],
  RATED: [],
  DECLINED: [],
  CANCELLED: [],
};

/** A time that would suit who asks, as instants in ISO 8601. */
export interface PreferredTime {
  readonly start: string;
  readonly end: string;
}

const MOST_PREFERRED = 5;
const LONGEST_MINUTES = 1_440;

/** Throws `BAD_USER_INPUT` unless a time lies ahead, by some days at most, and ends within a day of its start. */
export function assertTime(span: Span, now: Date, daysAhead: number, field = 'start'): void {
  const refuse = (condition: boolean, sentence: string, at: string) =>
    refuseIf(condition, 'BAD_USER_INPUT', sentence, { field: at });
  refuse(span.end <= span.start, 'The end must lie after the start.', field === 'start' ? 'end' : field);
  refuse(span.start <= now, 'The start lies in the past.', field);
  refuse(lengthInMinutes(span) > LONGEST_MINUTES, 'It lasts a day at most.', field === 'start' ? 'end' : field);
  refuse(isTooFarAhead(span, now, daysAhead), `A time lies ${daysAhead} days ahead at most.`, field);
}

/** The times that a client prefers; `BAD_USER_INPUT` for none, too many, or one that cannot be. */
export function checkedTimes(times: readonly Span[], now: Date, daysAhead: number): PreferredTime[] {
  if (times.length < 1 || times.length > MOST_PREFERRED)
    throw new Refusal('BAD_USER_INPUT', `Give 1 to ${MOST_PREFERRED} times that would suit; got ${times.length}.`, {
      field: 'preferred',
    });
  for (const time of times) assertTime(time, now, daysAhead, 'preferred');
  return times.map(({ start, end }) => ({ start: start.toISOString(), end: end.toISOString() }));
}
