import { slotTaken } from './refusals.ts';

/** What a violated constraint of this noun means to a client. */
export const bookingConstraints = { booking_no_overlap: () => slotTaken() };
