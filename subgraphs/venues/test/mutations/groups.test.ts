import { tryMutations } from '@union-graph/testing';
import { venues } from '../../src/subgraph.ts';
import { groupTrials } from './groups.ts';

tryMutations(venues, groupTrials);
