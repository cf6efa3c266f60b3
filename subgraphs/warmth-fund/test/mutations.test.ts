import { listTrials } from '@union-graph/testing';
import { warmthFund } from '../src/subgraph.ts';
import { TRIALS } from './allTrials.ts';
import { OF_SOME_ROWS } from './ofSomeRows.ts';

listTrials(warmthFund, TRIALS, OF_SOME_ROWS);
