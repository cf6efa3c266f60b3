import type { CultureEvent } from './CultureEvent.ts';

export type EventStatus = 'PUBLISHED' | 'RUNNING' | 'OVER';

/** Where an event is in its life at an instant: time decides. */
export function eventStatusAt({ startsAt, endsAt }: Pick<CultureEvent, 'startsAt' | 'endsAt'>, now: Date): EventStatus {
  if (endsAt <= now) return 'OVER';
  return startsAt <= now ? 'RUNNING' : 'PUBLISHED';
}
