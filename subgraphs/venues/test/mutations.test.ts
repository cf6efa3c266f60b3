import { tryMutations } from '@union-graph/testing';
import { venues } from '../src/subgraph.ts';
import { bookingTrials, venueTrials } from './mutations/bookings.ts';
import { cityTrials } from './mutations/city.ts';
import { eventTrials } from './mutations/events.ts';

tryMutations(venues, { ...bookingTrials, ...venueTrials, ...eventTrials, ...cityTrials });
