import type { Length, Transitions } from '@union-graph/subgraph';
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

/** To answer a request, by difficulty (2.1.3). Until it is known, the first limit is that of a simple one. */
export const TIME_TO_RESOLVE: Readonly<Record<RequestDifficulty, Length>> = {
  SIMPLE: { workingDays: 3 },
  COMMON: { workingDays: 10 },
  HARD: { workingDays: 30 },
};

/** After the answer, in which the requester may open a request again (2.1.3). */
export const TIME_TO_REOPEN: Length = { days: 7 };
