import { registrationConfirmed } from '@union-graph/events';
import { civilDay, insertRows, newId, Refusal, refuseIf, rows, sql, type Tx, ticketCode } from '@union-graph/subgraph';
import { findActiveCards } from '../card-standing/queries.ts';
import type { CultureEvent } from '../event/CultureEvent.ts';
import { keysOf, lockEvent } from '../event/getEvent.ts';
import type { TicketType } from '../event/TicketType.ts';
import type { RegisterForEventInput } from '../schema.gen.ts';
import { Registration } from './Registration.ts';
import { type Registrant, registrantsOf } from './registrants.ts';
import { assertRegistering, seatPrice } from './rules.ts';
import { fillFreeSeats, freeSeats, typesOf } from './seats.ts';

interface Registered {
  readonly registration: Registration;
  readonly registrations: Registration[];
}

/** Gives seats, or places in the waiting list when none is left (VEN-INV-6, S-70, S-72). Nobody passes those who wait. */
export async function registerForEvent(tx: Tx, input: RegisterForEventInput): Promise<Registered> {
  const event = await lockEvent(tx, input.eventId);
  const registrants = await registrantsOf(tx, input, event);
  assertRegistering(event, tx.now);
  const type = await typeAsked(tx, event, input.ticketTypeId ?? null);
  await fillFreeSeats(tx, event);
  const seatNos = await nextSeats(tx, event, type, registrants);
  const free = await freeSeats(tx, event.id, type?.id ?? null);
  refuseIf(
    input.waitIfFull === false && free < registrants.length,
    'CAPACITY_FULL',
    `${free} seats are left. Ask with "waitIfFull" to be put on the waiting list.`,
    { rule: 'VEN-INV-6', field: 'eventId' },
  );
  const registrations = await seated(tx, { event, type, free }, registrants, seatNos);
  await insertRows(tx.db, Registration, registrations);
  for (const { id, version, memberId, eventId, scopePath, status } of registrations)
    if (status === 'CONFIRMED') await tx.publish(registrationConfirmed, { id, version }, { memberId, eventId, scopePath });
  return { registration: registrations[0] as Registration, registrations };
}

async function typeAsked(tx: Tx, event: CultureEvent, id: string | null): Promise<TicketType | null> {
  const types = await typesOf(tx, event.id);
  if (types.length === 0 && id === null) return null;
  const type = types.find((one) => one.id === id?.toLowerCase());
  if (type) return type;
  if (id === null)
    throw new Refusal('BAD_USER_INPUT', 'The event has tickets of several kinds. Choose one of its "ticketTypes".', {
      field: 'ticketTypeId',
    });
  throw new Refusal('NOT_FOUND', `The event has no ticket type "${id}".`, { field: 'ticketTypeId' });
}

/**
 * The number of each member's next seat; seats of all types are counted together (S-70), and the least limit of the types that
 * a member has and asks for holds. `QUOTA_EXCEEDED` for one who has as many, `DUPLICATE` without types.
 */
async function nextSeats(
  tx: Tx,
  event: CultureEvent,
  type: TicketType | null,
  registrants: readonly Registrant[],
): Promise<number[]> {
  const had = await rows<{ memberId: string; seats: number[]; least: number }>(
    tx.db,
    sql`select member_id as "memberId", array_agg(seat_no) as seats, min(per_card_limit) as least from registration
    where event_id = ${event.id} and status <> 'CANCELLED'
      and member_id = any(${registrants.map(({ memberId }) => memberId)}::uuid[]) group by member_id`,
  );
  const limitOfType = type?.perCardLimit ?? 1;
  return registrants.map(({ memberId }) => {
    const has = had.find((row) => row.memberId === memberId);
    const seats = has?.seats ?? [];
    const limit = Math.min(limitOfType, has?.least ?? limitOfType);
    const next = Array.from({ length: limit }, (_, n) => n + 1).find((n) => !seats.includes(n));
    if (next !== undefined && seats.length < limit) return next;
    if (type === null) throw new Refusal('DUPLICATE', 'Registered already. See "myRegistrations".', { field: 'eventId' });
    const details = { rule: 'VEN-INV-6', field: 'ticketTypeId' };
    throw new Refusal(
      'QUOTA_EXCEEDED',
      `Who has these kinds of tickets and "${type.nameZh}" may have ${limit} of this event in all, and this person has ${seats.length}.`,
      details,
    );
  });
}

async function seated(
  tx: Tx,
  { event, type, free }: { event: CultureEvent; type: TicketType | null; free: number },
  registrants: readonly Registrant[],
  seatNos: readonly number[],
): Promise<Registration[]> {
  const keys = await keysOf(tx.db, event.id);
  const cards = await findActiveCards(
    tx.db,
    registrants.map(({ memberId }) => memberId),
    civilDay(tx.now),
  );
  return registrants.map((registrant, n) => {
    const id = newId();
    const isSeat = n < free;
    const card = cards.get(registrant.memberId) ?? null;
    return {
      id,
      eventId: event.id,
      ...registrant,
      ticketTypeId: type?.id ?? null,
      perCardLimit: type?.perCardLimit ?? 1,
      seatNo: seatNos[n] as number,
      status: isSeat ? 'CONFIRMED' : 'WAITLISTED',
      priceFen: seatPrice(type, card !== null),
      cardId: card?.cardId ?? null,
      ticketCode: isSeat ? ticketCode(keys, { eventId: event.id, registrationId: id }) : null,
      registeredAt: tx.now,
      checkedInAt: null,
      cancelledAt: null,
      scopePath: event.scopePath,
      version: 1,
    } as Registration;
  });
}
