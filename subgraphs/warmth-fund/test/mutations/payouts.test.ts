import { tryMutations } from '@union-graph/testing';
import { warmthFund } from '../../src/subgraph.ts';
import { payoutTrialsOfFund } from './payouts.ts';

tryMutations(warmthFund, payoutTrialsOfFund);
