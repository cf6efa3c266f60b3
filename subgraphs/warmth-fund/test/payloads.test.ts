import { tryPayloads } from '@union-graph/testing';
import { warmthFund } from '../src/subgraph.ts';
import { TRIALS } from './allTrials.ts';

// @slow

tryPayloads(warmthFund, TRIALS);
