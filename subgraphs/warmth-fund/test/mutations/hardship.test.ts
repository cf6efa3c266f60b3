import { tryMutations } from '@union-graph/testing';
import { warmthFund } from '../../src/subgraph.ts';
import { hardshipTrials } from './hardship.ts';

tryMutations(warmthFund, hardshipTrials);
