import { columns, getForUpdate, isId, notFound, rows, sql, type Tx } from '@union-graph/subgraph';
import type { EntityManager } from 'typeorm';
import { CultureEvent } from './CultureEvent.ts';
import { EventKey } from './EventKey.ts';

/** An event by its id; events are public. */
export async function eventOf(db: EntityManager, id: string): Promise<CultureEvent> {
  const event = isId(id) ? await db.findOneBy(CultureEvent, { id }) : null;
  if (!event) throw notFound('event', id);
  return event;
}

/** An event, locked: who changes its seats or its waiting list goes one after the other, in the order they come. */
export const lockEvent = (tx: Tx, id: string): Promise<CultureEvent> =>
  getForUpdate(tx, CultureEvent, id, { what: 'event', visible: () => true });

/**
 * An event, locked against being called off. Many doors hold it so at a time; it is taken before the ticket, as `lockEvent` is.
 */
export async function shareEvent({ db }: Tx, id: string): Promise<CultureEvent> {
  const event = isId(id) ? await db.findOne(CultureEvent, { where: { id }, lock: { mode: 'pessimistic_read' } }) : null;
  if (!event) throw notFound('event', id);
  return event;
}

export async function keysOf(db: EntityManager, eventId: string): Promise<EventKey> {
  const [keys] = await rows<EventKey>(db, sql`select ${columns(EventKey, 'k')} from event_key k where k.event_id = ${eventId}`);
  if (!keys) throw new Error(`The event ${eventId} has no key.`);
  return keys;
}
