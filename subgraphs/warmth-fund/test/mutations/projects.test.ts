import { tryMutations } from '@union-graph/testing';
import { warmthFund } from '../../src/subgraph.ts';
import { projectTrials } from './projects.ts';

tryMutations(warmthFund, projectTrials);
