import { listTrials } from '@union-graph/testing';
import { training } from '../src/subgraph.ts';
import { TRIALS } from './allTrials.ts';
import { OF_SOME_ROWS } from './ofSomeRows.ts';

listTrials(training, TRIALS, OF_SOME_ROWS);
