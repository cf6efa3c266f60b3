import { tryMutations } from '@union-graph/testing';
import { venues } from '../src/subgraph.ts';
import { bookingTrials, venueTrials } from './mutations/bookings.ts';
import { cityTrials } from './mutations/city.ts';

tryMutations(venues, { ...bookingTrials, ...venueTrials, ...cityTrials });
