import { tryMutations } from '@union-graph/testing';
import { venues } from '../../src/subgraph.ts';
import { bookingTrials, venueTrials } from './bookings.ts';

tryMutations(venues, { ...bookingTrials, ...venueTrials });
