import { tryMutations } from '@union-graph/testing';
import { venues } from '../../src/subgraph.ts';
import { screenTrials } from './screens.ts';

tryMutations(venues, screenTrials);
