import { tryMutations } from '@union-graph/testing';
import { warmthFund } from '../../src/subgraph.ts';
import { aidTrials, claimTrials } from './aid.ts';

tryMutations(warmthFund, { ...aidTrials, ...claimTrials });
