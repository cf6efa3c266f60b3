import { tryMutations } from '@union-graph/testing';
import { venues } from '../../src/subgraph.ts';
import { troupeTrials } from './troupe.ts';

tryMutations(venues, troupeTrials);
