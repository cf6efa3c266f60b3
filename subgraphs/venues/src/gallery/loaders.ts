import { type Batch, columns, grouped, rows, sql } from '@union-graph/subgraph';
import { EventPicture } from './EventPicture.ts';

/** The pictures of events, the earliest first, without those that were withdrawn; public. */
export const picturesOfEvent: Batch<string, EventPicture[]> = async ({ db }, events) => {
  const found = await rows<EventPicture>(
    db,
    sql`select ${columns(EventPicture, 'p')} from event_picture p
    where p.event_id = any(${events}::uuid[]) and p.withdrawn_at is null order by p.taken_on, p.id`,
  );
  return grouped(events, found, ({ eventId }) => eventId);
};
