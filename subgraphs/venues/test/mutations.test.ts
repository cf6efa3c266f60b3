import { listTrials } from '@union-graph/testing';
import { venues } from '../src/subgraph.ts';
import { bookingTrials, venueTrials } from './mutations/bookings.ts';
import { cityTrials } from './mutations/city.ts';
import { eventTrials } from './mutations/events.ts';
import { groupTrials } from './mutations/groups.ts';
import { outreachTrials } from './mutations/outreach.ts';
import { screenTrials } from './mutations/screens.ts';
import { troupeTrials } from './mutations/troupe.ts';

listTrials(venues, {
  ...bookingTrials,
  ...venueTrials,
  ...eventTrials,
  ...groupTrials,
  ...outreachTrials,
  ...troupeTrials,
  ...screenTrials,
  ...cityTrials,
});
