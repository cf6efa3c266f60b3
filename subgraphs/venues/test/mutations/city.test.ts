import { tryMutations } from '@union-graph/testing';
import { venues } from '../../src/subgraph.ts';
import { cityTrials } from './city.ts';

tryMutations(venues, cityTrials);
