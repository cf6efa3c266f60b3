import { listTrials } from '@union-graph/testing';
import { training } from '../src/subgraph.ts';
import { TRIALS } from './allTrials.ts';

listTrials(training, TRIALS);
