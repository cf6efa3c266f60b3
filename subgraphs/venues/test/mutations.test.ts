import { listTrials } from '@union-graph/testing';
import { venues } from '../src/subgraph.ts';
import { TRIALS } from './allTrials.ts';

listTrials(venues, TRIALS);
