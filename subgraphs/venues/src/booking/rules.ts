import { minutesAfter, refuseIf, type Transitions } from '@union-graph/subgraph';

export type BookingStatus = 'HELD' | 'EXPIRED' | 'CONFIRMED' | 'CANCELLED' | 'CHECKED_IN' | 'COMPLETED' | 'NO_SHOW';

/** Booking life (domain rule 2.4.2). Time alone leads from HELD to EXPIRED, from CHECKED_IN to COMPLETED and from CONFIRMED to NO_SHOW, or to CANCELLED without a leader. */
export const BOOKING_TRANSITIONS: Transitions<BookingStatus> = {
  HELD: ['CONFIRMED', 'EXPIRED'],
  EXPIRED: [],
  CONFIRMED: ['CHECKED_IN', 'CANCELLED', 'NO_SHOW'],
  CANCELLED: [],
  CHECKED_IN: ['COMPLETED'],
  COMPLETED: [],
  NO_SHOW: [],
};

interface Life {
  readonly status: BookingStatus;
  readonly start: Date;
  readonly end: Date;
  readonly heldUntil: Date | null;
  readonly leaderless: boolean;
}

/**
 * What a stored status means at an instant: a hold past its time is EXPIRED, a use past its end COMPLETED, a booking past its end to which nobody
 * came a NO_SHOW, or CANCELLED where the group had nobody to lead it, whether or not a job has run.
 */
export function bookingStatusAt({ status, heldUntil, end, leaderless }: Life, now: Date): BookingStatus {
  if (status === 'HELD' && heldUntil !== null && heldUntil <= now) return 'EXPIRED';
  if (status === 'CHECKED_IN' && end <= now) return 'COMPLETED';
  if (status === 'CONFIRMED' && end <= now) return leaderless ? 'CANCELLED' : 'NO_SHOW';
  return status;
}

const LEADERLESS_ZH = '团队负责人已去世，无人接任';

/** Why a booking is off, in the words that people read: what was written down, or that time alone ended it since its group had nobody to lead it. */
export const cancelReasonAt = (booking: Life & { readonly cancelReason: string | null }, now: Date): string | null =>
  booking.cancelReason ?? (booking.leaderless && bookingStatusAt(booking, now) === 'CANCELLED' ? LEADERLESS_ZH : null);

/** A member may cancel until some minutes before the start; the last instant counts. */
export function assertCancellable({ start }: Life, now: Date, minutesBefore: number): void {
  refuseIf(
    minutesAfter(now, minutesBefore) > start,
    'DEADLINE_PASSED',
    `A booking can be cancelled until ${minutesBefore} minutes before it begins. Ask the manager of the venue.`,
  );
}

export function assertCheckInTime({ start }: Life, now: Date, minutesBefore: number): void {
  refuseIf(
    minutesAfter(now, minutesBefore) < start,
    'VALIDATION_FAILED',
    `Check-in opens ${minutesBefore} minutes before the start. Come back then.`,
  );
}

export function assertMissed({ start }: Life, now: Date, minutesAfterStart: number): void {
  refuseIf(
    now < minutesAfter(start, minutesAfterStart),
    'VALIDATION_FAILED',
    `A booking counts as missed ${minutesAfterStart} minutes after its start. Wait until then.`,
  );
}
