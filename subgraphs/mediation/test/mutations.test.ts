import { listTrials } from '@union-graph/testing';
import { mediation } from '../src/subgraph.ts';
import { TRIALS } from './allTrials.ts';
import { OF_SOME_ROWS } from './ofSomeRows.ts';

listTrials(mediation, TRIALS, OF_SOME_ROWS);
