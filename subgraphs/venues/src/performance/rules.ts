import { refuseIf, type Transitions } from '@union-graph/subgraph';
import type { Performance } from './Performance.ts';

/** What is written of a performance; that it took place is decided by time. */
export type StoredStatus = 'PLANNED' | 'CAST_CONFIRMED' | 'REPORTED' | 'CANCELLED';
export type PerformanceStatus = StoredStatus | 'PERFORMED';

/** The life of a performance (2.4.2). */
export const PERFORMANCE_TRANSITIONS: Transitions<PerformanceStatus> = {
  PLANNED: ['CAST_CONFIRMED', 'CANCELLED'],
  // Its cast is named anew until it begins; PLANNED once the last of its cast has left the team.
  CAST_CONFIRMED: ['CAST_CONFIRMED', 'PLANNED', 'PERFORMED', 'CANCELLED'],
  // What did not take place after all is called off.
  PERFORMED: ['REPORTED', 'CANCELLED'],
  REPORTED: [],
  CANCELLED: [],
};

/** Where a performance is at an instant: one with a cast has taken place when its time is over. */
export const performanceStatusAt = ({ status, end }: Pick<Performance, 'status' | 'end'>, now: Date): PerformanceStatus =>
  status === 'CAST_CONFIRMED' && end <= now ? 'PERFORMED' : status;

/** Throws `INVALID_TRANSITION` once a performance has begun: what is under way is neither moved nor cast anew. */
export const assertToCome = ({ start }: Pick<Performance, 'start'>, now: Date): void =>
  refuseIf(start <= now, 'INVALID_TRANSITION', 'The performance has begun.', { field: 'performanceId' });
