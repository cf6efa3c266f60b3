import { addDays, type Transitions } from '@union-graph/subgraph';
import type { RequestDifficulty } from '../schema.gen.ts';

export type RequestStatus =
  | 'RECEIVED'
  | 'TRIAGED'
  | 'DISPATCHED'
  | 'IN_PROGRESS'
  | 'RESOLVED'
  | 'CLOSED'
  | 'REOPENED'
  | 'ESCALATED'
  | 'DUPLICATE';

/** A request's life (domain rule 2.1.3). What is escalated or opened again is handed on anew. */
export const REQUEST_TRANSITIONS: Transitions<RequestStatus> = {
  RECEIVED: ['TRIAGED', 'ESCALATED', 'DUPLICATE'],
  TRIAGED: ['DISPATCHED', 'ESCALATED', 'DUPLICATE'],
  DISPATCHED: ['IN_PROGRESS', 'ESCALATED'],
  IN_PROGRESS: ['RESOLVED', 'ESCALATED'],
  RESOLVED: ['CLOSED', 'REOPENED'],
  REOPENED: ['DISPATCHED', 'ESCALATED'],
  ESCALATED: ['TRIAGED', 'DISPATCHED', 'IN_PROGRESS'],
  CLOSED: [],
  DUPLICATE: [],
};

/** Working days to an answer, by difficulty (2.1.3). Until it is known, the first limit is that of a simple one. */
export const WORKING_DAYS: Readonly<Record<RequestDifficulty, number>> = { SIMPLE: 3, COMMON: 10, HARD: 30 };

/** Days after the answer in which the requester may open a request again (2.1.3). */
const DAYS_TO_REOPEN = 7;

export const lastDayToReopen = (resolvedOn: string): string => addDays(resolvedOn, DAYS_TO_REOPEN);

/**
 * The working day that is `count` working days after a day, which itself is not counted (2.0 «Days»). Monday to Friday are
 * worked unless `exceptions` says otherwise, by day.
 */
export function workingDayAfter(day: string, count: number, exceptions: ReadonlyMap<string, boolean>): string {
  let [at, left] = [day, count];
  while (left > 0) {
    at = addDays(at, 1);
    if (exceptions.get(at) ?? isWeekday(at)) left--;
  }
  return at;
}

const isWeekday = (day: string): boolean => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
