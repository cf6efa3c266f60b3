import { registrationConfirmed } from '@union-graph/events';
import { civilDay, columns, rows, sql, type Tx, ticketCode } from '@union-graph/subgraph';
import { findActiveCards } from '../card-standing/queries.ts';
import type { CultureEvent } from '../event/CultureEvent.ts';
import { keysOf } from '../event/getEvent.ts';
import { TicketType } from '../event/TicketType.ts';
import { Registration } from './Registration.ts';
import { seatPrice } from './rules.ts';

const UNLIMITED = 2_147_483_647;

/** How many seats of a type a locked event has left (VEN-INV-6). */
export async function freeSeats({ db }: Tx, eventId: string, ticketTypeId: string | null): Promise<number> {
  const [found] = await rows<{ free: number }>(
    db,
    sql`select least(coalesce(e.capacity - e.taken, ${UNLIMITED}), coalesce(t.quota - t.sold, ${UNLIMITED}))::int as free
    from culture_event e left join ticket_type t on t.id = ${ticketTypeId}::uuid where e.id = ${eventId}`,
  );
  return found?.free ?? 0;
}

/** Gives the free seats of a locked event to those who have waited longest for one of their type, and tells them. */
export async function fillFreeSeats(tx: Tx, event: CultureEvent): Promise<void> {
  if (event.startsAt <= tx.now || event.cancelledAt !== null) return;
  const next = await waitingForFree(tx, event.id);
  if (next.length === 0) return;
  const keys = await keysOf(tx.db, event.id);
  const cards = await findActiveCards(
    tx.db,
    next.map(({ memberId }) => memberId),
    civilDay(tx.now),
  );
  const types = await typesOf(tx, event.id);
  const given = next.map((row) => {
    const card = cards.get(row.memberId) ?? null;
    const type = types.find(({ id }) => id === row.ticketTypeId) ?? null;
    return {
      ...row,
      card,
      price: seatPrice(type, card !== null),
      code: ticketCode(keys, { eventId: event.id, registrationId: row.id }),
    };
  });
  await rows(
    tx.db,
    sql`update registration r set status = 'CONFIRMED', ticket_code = given.code, price_fen = given.price, card_id = given.card, version = version + 1
    from unnest(${given.map(({ id }) => id)}::uuid[], ${given.map(({ code }) => code)}::text[], ${given.map(({ price }) => String(price))}::bigint[],
      ${given.map(({ card }) => card?.cardId ?? null)}::uuid[]) as given(id, code, price, card) where r.id = given.id`,
  );
  for (const { id, version, memberId, eventId, scopePath } of given)
    await tx.publish(registrationConfirmed, { id, version: version + 1 }, { memberId, eventId, scopePath });
}

/** Who waits and fits in: by type as many as it has left, in all as many as the event has left, in the order of arrival. */
const waitingForFree = ({ db }: Tx, eventId: string): Promise<Registration[]> =>
  rows(
    db,
    sql`with waiting as (
      select r.*, row_number() over (partition by r.ticket_type_id order by r.arrival) as in_type
      from registration r where r.event_id = ${eventId} and r.status = 'WAITLISTED'),
    fitting as (
      select w.*, row_number() over (order by w.arrival) as in_event
      from waiting w left join ticket_type t on t.id = w.ticket_type_id where t.id is null or w.in_type <= t.quota - t.sold)
    select ${columns(Registration, 'f')} from fitting f join culture_event e on e.id = f.event_id
    where e.capacity is null or f.in_event <= e.capacity - e.taken order by f.arrival`,
  );

/** The ticket types of an event. */
export const typesOf = ({ db }: Tx, eventId: string): Promise<TicketType[]> =>
  rows(db, sql`select ${columns(TicketType, 't')} from ticket_type t where t.event_id = ${eventId}`);
