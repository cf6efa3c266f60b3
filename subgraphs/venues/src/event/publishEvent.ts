import { eventPublished } from '@union-graph/events';
import {
  checkedName,
  checkedNumber,
  checkedOpenText,
  getForUpdate,
  insertRow,
  insertRows,
  newId,
  newTicketKeys,
  Refusal,
  refuseIf,
  rows,
  sql,
  type Tx,
} from '@union-graph/subgraph';
import type { Facility } from '../facility/Facility.ts';
import { getFacility } from '../facility/getFacility.ts';
import { openingHoursOf } from '../facility/queries.ts';
import { getReadMembers } from '../member/place.ts';
import { isTakenByOutreach } from '../outreach/facilityTaken.ts';
import type { PublishEventInput, TicketTypeInput } from '../schema.gen.ts';
import { isOpenFor } from '../slot/rules.ts';
import { Venue } from '../venue/Venue.ts';
import { CultureEvent } from './CultureEvent.ts';
import { EventKey } from './EventKey.ts';
import { EventSigner } from './EventSigner.ts';
import { eventPolicy } from './policy.ts';
import { TicketType } from './TicketType.ts';

const DAY_MS = 86_400_000;
const MOST_DAYS_AHEAD = 366;
const MOST_SEATS = 1_000_000;
const MOST_TYPES = 20;
const MOST_SIGNERS = 100;

/** Publishes an event with its tickets and the model workers who are invited to sign (S-70, S-72, S-73). */
export async function publishEvent(tx: Tx, input: PublishEventInput): Promise<{ event: CultureEvent }> {
  const place = await placeOf(tx, input);
  eventPolicy.authorise(tx.viewer, 'publishEvent', place);
  assertTimes(input, tx.now);
  if (place.facility) await assertUsable(tx, place.facility, input);
  const event = await insertRow(tx.db, CultureEvent, {
    id: newId(),
    nameZh: checkedName(input.nameZh, 'nameZh', 100),
    theme: input.theme == null ? null : checkedOpenText(input.theme, 'theme', 200),
    programme: input.programme,
    venueId: place.venueId,
    facilityId: place.facility?.id ?? null,
    place: place.place,
    startsAt: input.startsAt,
    endsAt: input.endsAt,
    registrationUntil: input.registrationUntil ?? input.startsAt,
    capacity: checkedCapacity(input.capacity, place.facility),
    districtCode: place.districtCode,
    scopePath: place.scopePath,
    publishedAt: tx.now,
    cancelledAt: null,
    cancelReason: null,
    version: 1,
  } as CultureEvent);
  await insertRow(tx.db, EventKey, { eventId: event.id, ...newTicketKeys() });
  await insertRows(tx.db, TicketType, ticketTypes(event, input.ticketTypes ?? []));
  await insertRows(tx.db, EventSigner, await signers(tx, event, input.modelWorkerIds ?? []));
  const { id, version, scopePath, programme, venueId, startsAt } = event;
  await tx.publish(eventPublished, { id, version }, { scopePath, programme, venueId, startsAt: startsAt.toISOString() });
  return { event: { ...event, taken: 0 } };
}

interface Place {
  readonly venueId: string | null;
  readonly facility: Facility | null;
  readonly place: string;
  readonly districtCode: string;
  readonly scopePath: string;
}

/** Where an event is: in a facility, elsewhere in a venue, or in a place of a district that is no venue. */
async function placeOf(tx: Tx, { facilityId, venueId, districtCode, place }: PublishEventInput): Promise<Place> {
  const facility = facilityId == null ? null : await getFacility(tx, facilityId);
  const known = facility?.venueId ?? venueId ?? null;
  if (known !== null) {
    const venue = await getForUpdate(tx, Venue, known, { what: 'venue', visible: () => true });
    refuseIf(venueId != null && venueId !== venue.id, 'VALIDATION_FAILED', 'The facility is in another venue.', {
      field: 'facilityId',
    });
    const name = place == null ? (facility?.nameZh ?? venue.nameZh) : checkedOpenText(place, 'place', 200);
    return { venueId: venue.id, facility, place: name, districtCode: venue.districtCode, scopePath: venue.scopePath };
  }
  if (districtCode == null || place == null)
    throw new Refusal('BAD_USER_INPUT', 'Say where: a "facilityId", a "venueId", or a "districtCode" and a "place".', {
      field: 'venueId',
    });
  const scopePath = `/city/${districtCode}/`;
  return { venueId: null, facility: null, place: checkedOpenText(place, 'place', 200), districtCode, scopePath };
}

function assertTimes({ startsAt, endsAt, registrationUntil }: PublishEventInput, now: Date): void {
  const refuse = (condition: boolean, sentence: string, field: string) =>
    refuseIf(condition, 'BAD_USER_INPUT', sentence, { field });
  refuse(startsAt <= now, 'An event cannot begin in the past.', 'startsAt');
  refuse(
    startsAt.getTime() > now.getTime() + MOST_DAYS_AHEAD * DAY_MS,
    'An event is published a year ahead at most.',
    'startsAt',
  );
  refuse(endsAt <= startsAt, 'The end must lie after the start.', 'endsAt');
  refuse(endsAt.getTime() > startsAt.getTime() + MOST_DAYS_AHEAD * DAY_MS, 'An event lasts a year at most.', 'endsAt');
  if (registrationUntil == null) return;
  const outside = registrationUntil <= now || registrationUntil > endsAt;
  refuse(outside, 'Registration closes after now, and not after the end.', 'registrationUntil');
}

/** An event takes a facility that is used by ticket, in use, open by its hours, and not closed then; one of several days may last over the nights. */
async function assertUsable(
  tx: Tx,
  { id, nameZh, accessMode, retiredAt }: Facility,
  { startsAt, endsAt }: PublishEventInput,
): Promise<void> {
  refuseIf(accessMode !== 'TICKETED' || retiredAt !== null, 'VALIDATION_FAILED', `"${nameZh}" is not used by ticket.`, {
    field: 'facilityId',
  });
  const isOpen = isOpenFor(await openingHoursOf(tx.db, [id]), { start: startsAt, end: endsAt });
  refuseIf(!isOpen, 'OUTSIDE_HOURS', `"${nameZh}" is not open then. See its "openingHours".`, { field: 'startsAt' });
  const closed = await rows(
    tx.db,
    sql`select from closure where facility_id = ${id} and tstzrange(from_at, to_at) && tstzrange(${startsAt}, ${endsAt})`,
  );
  refuseIf(closed.length > 0, 'OUTSIDE_HOURS', `"${nameZh}" is closed in part of that time.`, { field: 'startsAt' });
  const taken = await isTakenByOutreach(tx, id, { start: startsAt, end: endsAt });
  refuseIf(taken, 'SLOT_TAKEN', `A union comes into "${nameZh}" in part of that time.`, { field: 'startsAt' });
}

function checkedCapacity(asked: number | null | undefined, facility: Facility | null): number | null {
  if (asked == null) return facility?.capacity ?? null;
  return checkedNumber(asked, 'capacity', [1, facility?.capacity ?? MOST_SEATS]);
}

function ticketTypes({ id: eventId }: CultureEvent, asked: readonly TicketTypeInput[]): TicketType[] {
  checkedNumber(asked.length, 'ticketTypes', [0, MOST_TYPES]);
  return asked.map(({ nameZh, faceFen, cardHolderFen, quota, perCardLimit }) => {
    refuseIf(cardHolderFen > faceFen, 'VALIDATION_FAILED', 'Card-holders never pay more than the public.', {
      rule: 'VEN-INV-4',
      field: 'cardHolderFen',
    });
    return {
      id: newId(),
      eventId,
      nameZh: checkedName(nameZh, 'nameZh', 100),
      faceFen,
      cardHolderFen,
      quota: checkedNumber(quota, 'quota', [1, MOST_SEATS]),
      perCardLimit: checkedNumber(perCardLimit, 'perCardLimit', [1, 100]),
    } as TicketType;
  });
}

/** Who signs is announced with the event: who publishes it names those whose records they may read. */
async function signers(tx: Tx, { id: eventId }: CultureEvent, ids: readonly string[]): Promise<EventSigner[]> {
  checkedNumber(ids.length, 'modelWorkerIds', [0, MOST_SIGNERS]);
  const distinct = [...new Set(ids.map((id) => id.toLowerCase()))];
  if (distinct.length === 0) return [];
  await getReadMembers(tx, distinct, 'modelWorkerIds');
  return distinct.map((memberId) => ({ eventId, memberId }));
}
