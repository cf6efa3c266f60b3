import type { Transitions } from '@union-graph/subgraph';

export type EnrolmentStatus =
  | 'WAITLISTED'
  | 'OFFERED'
  | 'CONFIRMED'
  | 'ATTENDING'
  | 'PASSED'
  | 'FAILED'
  | 'NO_SHOW'
  | 'CANCELLED';

/** An enrolment's life (domain rule 2.3.2). */
export const ENROLMENT_TRANSITIONS: Transitions<EnrolmentStatus> = {
  WAITLISTED: ['OFFERED', 'CANCELLED'],
  OFFERED: ['CONFIRMED', 'CANCELLED'],
  CONFIRMED: ['ATTENDING', 'PASSED', 'FAILED', 'NO_SHOW', 'CANCELLED'],
  ATTENDING: ['PASSED', 'FAILED', 'NO_SHOW'],
  PASSED: [],
  FAILED: [],
  NO_SHOW: [],
  CANCELLED: [],
};

/** Whether a state says how the member did. */
export const isResult = (status: EnrolmentStatus): status is 'PASSED' | 'FAILED' | 'NO_SHOW' =>
  status === 'PASSED' || status === 'FAILED' || status === 'NO_SHOW';

const HOUR_MS = 60 * 60 * 1000;

/** An offer made at `now` ends some hours later, and not after the session begins (domain rule 2.3.2). */
export const offerEnd = (now: Date, startsAt: Date, hours: number): Date =>
  new Date(Math.min(now.getTime() + hours * HOUR_MS, startsAt.getTime()));

interface Timed {
  readonly status: EnrolmentStatus;
  readonly offerExpiresAt: Date | null;
}

/**
 * The state at an instant: an offer that has run out is over, and so is waiting for a place in a session that has begun, whether or not that
 * has been written down yet.
 */
export function enrolmentStatusAt(
  { status, offerExpiresAt }: Timed,
  { startsAt }: { startsAt: Date },
  now: Date,
): EnrolmentStatus {
  if (status === 'WAITLISTED') return startsAt <= now ? 'CANCELLED' : status;
  return status === 'OFFERED' && offerExpiresAt !== null && offerExpiresAt <= now ? 'CANCELLED' : status;
}

/** Why an enrolment is over that time ended and nothing has written down yet. */
export const endedByTime = ({ status }: Timed): 'NO_PLACE' | 'OFFER_LAPSED' =>
  status === 'WAITLISTED' ? 'NO_PLACE' : 'OFFER_LAPSED';
