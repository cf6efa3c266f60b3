import { listTrials } from '@union-graph/testing';
import { warmthFund } from '../src/subgraph.ts';
import { TRIALS } from './allTrials.ts';

listTrials(warmthFund, TRIALS);
