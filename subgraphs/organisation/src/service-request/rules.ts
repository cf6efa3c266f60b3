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

interface Limited {
  readonly status: RequestStatus;
  readonly dueAt: Date;
  readonly escalatedAt: Date | null;
}

/** Where a request is in its life at an instant: escalated once its limit is over without an answer, whether or not a task has written that down. */
export const requestStatusAt = ({ status, dueAt, escalatedAt }: Limited, now: Date): RequestStatus =>
  REQUEST_TRANSITIONS[status].includes('ESCALATED') && dueAt < now && escalatedAt?.getTime() !== dueAt.getTime()
    ? 'ESCALATED'
    : status;

/** Whether nothing follows any more. */
export const isEnded = (status: RequestStatus): boolean => REQUEST_TRANSITIONS[status].length === 0;
