import { minutesAfter, Refusal, refuseIf, type Transitions } from '@union-graph/subgraph';
import type { CultureEvent } from '../event/CultureEvent.ts';
import { assertNotCalledOff } from '../event/rules.ts';

export type RegistrationStatus = 'CONFIRMED' | 'WAITLISTED' | 'CHECKED_IN' | 'NO_SHOW' | 'CANCELLED';

/**
 * A registration's life (domain rule 2.4.2). When the event is over, a holder who did not come is a NO_SHOW, and a place in the waiting list is
 * CANCELLED, without a task. An event that is called off makes every seat void, also of those who were let in before; nobody else gives up
 * a seat that they have taken.
 */
export const REGISTRATION_TRANSITIONS: Transitions<RegistrationStatus> = {
  WAITLISTED: ['CONFIRMED', 'CANCELLED'],
  CONFIRMED: ['CHECKED_IN', 'NO_SHOW', 'CANCELLED'],
  CHECKED_IN: ['CANCELLED'],
  NO_SHOW: [],
  CANCELLED: [],
};

type Times = Pick<CultureEvent, 'startsAt' | 'endsAt' | 'registrationUntil' | 'cancelledAt'>;

/** What a stored status means at an instant, whether or not it has been written down. */
export const registrationStatusAt = (
  status: RegistrationStatus,
  { endsAt, cancelledAt }: Pick<Times, 'endsAt' | 'cancelledAt'>,
  now: Date,
): RegistrationStatus => {
  if (cancelledAt !== null) return 'CANCELLED';
  if (endsAt > now) return status;
  if (status === 'WAITLISTED') return 'CANCELLED';
  return status === 'CONFIRMED' ? 'NO_SHOW' : status;
};

/** Seats are asked for until the registration closes; the last instant counts. */
export function assertRegistering({ registrationUntil, cancelledAt }: Times, now: Date): void {
  assertNotCalledOff({ cancelledAt });
  refuseIf(now > registrationUntil, 'DEADLINE_PASSED', `Registration closed at ${registrationUntil.toISOString()}.`);
}

/** Seats are given up until the event begins. */
export function assertNotBegun({ startsAt }: Times, now: Date): void {
  refuseIf(
    startsAt <= now,
    'DEADLINE_PASSED',
    `The event began at ${startsAt.toISOString()}. Seats cannot be given up any more.`,
  );
}

/** When the doors of an event open. */
export const doorsOpenAt = ({ startsAt }: Pick<Times, 'startsAt'>, minutesBefore: number): Date =>
  minutesAfter(startsAt, -minutesBefore);

/** Throws unless the doors are open at an instant. */
export function assertDoorsOpen(event: Times, at: Date, minutesBefore: number): void {
  if (at < doorsOpenAt(event, minutesBefore))
    throw new Refusal('VALIDATION_FAILED', `The doors open ${minutesBefore} minutes before the event begins.`);
  if (at >= event.endsAt) throw new Refusal('DEADLINE_PASSED', 'The event is over.');
}

/** What a seat costs: the card-holder's price with an active card, else the full one; nothing without ticket types. */
export const seatPrice = (type: { faceFen: bigint; cardHolderFen: bigint } | null, hasCard: boolean): bigint =>
  type === null ? 0n : hasCard ? type.cardHolderFen : type.faceFen;
