import { tryMutations } from '@union-graph/testing';
import { warmthFund } from '../../src/subgraph.ts';
import { moneyTrials } from './money.ts';

tryMutations(warmthFund, moneyTrials);
