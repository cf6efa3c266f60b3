import { tryMutations } from '@union-graph/testing';
import { venues } from '../../src/subgraph.ts';
import { eventTrials } from './events.ts';

tryMutations(venues, eventTrials);
