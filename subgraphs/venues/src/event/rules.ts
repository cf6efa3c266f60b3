import { Refusal, refuseIf } from '@union-graph/subgraph';
import type { CultureEvent } from './CultureEvent.ts';

export type EventStatus = 'PUBLISHED' | 'RUNNING' | 'OVER' | 'CANCELLED';

type Life = Pick<CultureEvent, 'startsAt' | 'endsAt' | 'cancelledAt'>;

/** Where an event is in its life at an instant: time decides, unless it was called off. */
export function eventStatusAt({ startsAt, endsAt, cancelledAt }: Life, now: Date): EventStatus {
  if (cancelledAt !== null) return 'CANCELLED';
  if (endsAt <= now) return 'OVER';
  return startsAt <= now ? 'RUNNING' : 'PUBLISHED';
}

/** Nothing is added to an event that was called off. */
export const calledOff = (): Refusal =>
  new Refusal('INVALID_TRANSITION', 'The event was called off. See its "cancelReason".', { field: 'eventId' });

/** Throws `INVALID_TRANSITION` when an event was called off. */
export function assertNotCalledOff({ cancelledAt }: Pick<Life, 'cancelledAt'>): void {
  if (cancelledAt !== null) throw calledOff();
}

/** An event is called off until it begins, and once (2.4.2). */
export function assertMayBeCalledOff(event: Life, now: Date): void {
  assertNotCalledOff(event);
  refuseIf(event.startsAt <= now, 'DEADLINE_PASSED', 'The event has begun. It cannot be called off any more.', {
    field: 'eventId',
  });
}
