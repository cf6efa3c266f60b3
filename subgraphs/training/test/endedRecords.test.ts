import { tryEndedRecords } from '@union-graph/testing';
import { training } from '../src/subgraph.ts';
import { TRIALS } from './allTrials.ts';

// @slow

tryEndedRecords(training, TRIALS);
