import type { Trials } from '@union-graph/testing';
import { bookingTrials, venueTrials } from './mutations/bookings.ts';
import { cityTrials } from './mutations/city.ts';
import { eventTrials } from './mutations/events.ts';
import { groupTrials } from './mutations/groups.ts';
import { outreachTrials } from './mutations/outreach.ts';
import { screenTrials } from './mutations/screens.ts';
import { troupeTrials } from './mutations/troupe.ts';

/** Every mutation of venues. */
export const TRIALS: Trials = {
  ...bookingTrials,
  ...venueTrials,
  ...eventTrials,
  ...groupTrials,
  ...outreachTrials,
  ...troupeTrials,
  ...screenTrials,
  ...cityTrials,
};
