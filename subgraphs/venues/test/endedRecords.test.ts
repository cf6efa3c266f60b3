import { tryEndedRecords } from '@union-graph/testing';
import { venues } from '../src/subgraph.ts';
import { TRIALS } from './allTrials.ts';

// @slow

tryEndedRecords(venues, TRIALS);
