import type { Transitions } from '@union-graph/subgraph';

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

/** Whether nothing follows any more. */
export const isEnded = (status: RequestStatus): boolean => REQUEST_TRANSITIONS[status].length === 0;
