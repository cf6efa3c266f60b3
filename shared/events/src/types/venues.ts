import * as v from 'valibot';
import { defineEvent } from '../define.ts';
import { code, count, day, fen, flag, id, instant, memberId, scopePath } from '../fields.ts';

const booking = { memberId, facilityId: id, scopePath };

/** A booking holds (2.4.5). */
export const bookingConfirmed = defineEvent('venues', 'booking.confirmed', { ...booking, priceFen: fen });

/** A booking is off; `by` says who called it off (2.4.5). */
export const bookingCancelled = defineEvent('venues', 'booking.cancelled', { ...booking, by: code });

/** A booking moved to another facility of the venue, since its own closes then (2.4.2). */
export const bookingMoved = defineEvent('venues', 'booking.moved', { ...booking, fromFacilityId: id });

/** Somebody did not come (2.4.5). `suspendedTo` is the last day without bookings, where this one led to it (VEN-INV-5). */
export const bookingNoShow = defineEvent('venues', 'booking.noShow', { ...booking, suspendedTo: v.nullable(day) });

/** A slot is offered to who waits for it (2.4.2): a hold of theirs keeps it until an instant. */
export const waitlistOffered = defineEvent('venues', 'waitlist.offered', { ...booking, bookingId: id, until: instant });

/** Somebody waits no longer (2.4.2): their offer ran out or what they waited for began (`by` TIME), the facility closes then (`by` CLOSURE), or they have died (`by` DEATH). */
export const waitlistLapsed = defineEvent('venues', 'waitlist.lapsed', { ...booking, by: code });

/** An event was published (2.4.5). */
export const eventPublished = defineEvent('venues', 'event.published', {
  scopePath,
  programme: code,
  venueId: v.nullable(id),
  startsAt: instant,
});

/** An event was called off before it began: its seats are void, its facility is free then. */
export const eventCancelled = defineEvent('venues', 'event.cancelled', {
  scopePath,
  programme: code,
  venueId: v.nullable(id),
  startsAt: instant,
});

const registration = { memberId, eventId: id, scopePath };

/** Somebody has a seat at an event: they registered, or waited for it (S-72). */
export const registrationConfirmed = defineEvent('venues', 'registration.confirmed', registration);

/** A seat, or a place in the waiting list of an event, is gone: it was given up (`because` GIVEN_UP), or the event was called off (EVENT_CANCELLED). */
export const registrationCancelled = defineEvent('venues', 'registration.cancelled', {
  ...registration,
  because: v.optional(code),
});

/** The price of a card holder was made use of; the event is about the card (2.4.5). */
export const benefitUsed = defineEvent('venues', 'benefit.used', {
  memberId,
  bookingId: id,
  facilityId: id,
  priceFen: fen,
  free: flag,
});

const outreach = { unionId: id, kind: code, scopePath };

/** It is set when a request for outreach is met (2.4.2, S-67): the union is told. */
export const outreachScheduled = defineEvent('venues', 'outreach.scheduled', { ...outreach, startsAt: instant });

/** What a union asked for took place (2.4.5, S-67); `direction` is IN or OUT, `audience` how many people came. */
export const outreachDelivered = defineEvent('venues', 'outreach.delivered', { ...outreach, direction: code, audience: count });

/** A performance of the art troupe took place and was reported (2.4.5, S-75); `requestId` is what a union asked for that it met. */
export const performanceReported = defineEvent('venues', 'performance.reported', {
  teamId: id,
  requestId: v.nullable(id),
  scopePath,
  audience: count,
});

const teamMembership = { memberId, teamId: id, scopePath };

/** Somebody is invited to a team of the art troupe (S-75): they are asked. The events about a membership are those of one person in one team. */
export const teamMembershipInvited = defineEvent('venues', 'teamMembership.invited', teamMembership);

/** Somebody is in a team of the art troupe: they accepted (S-75). */
export const teamMembershipAccepted = defineEvent('venues', 'teamMembership.accepted', teamMembership);

/** An invitation or a membership of a team ended: `because` DECLINED or LEFT by the person or for them, WITHDRAWN by who leads the troupe, DEATH where they have died. */
export const teamMembershipEnded = defineEvent('venues', 'teamMembership.ended', { ...teamMembership, because: code });

/** A campaign on public screens was played and its figures stand (2.4.5): how many screens were booked, had the film, played it, and did not. */
export const campaignReported = defineEvent('venues', 'campaign.reported', {
  scopePath,
  booked: count,
  acknowledged: count,
  played: count,
  failed: count,
});
