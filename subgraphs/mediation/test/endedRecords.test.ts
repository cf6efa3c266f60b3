import { tryEndedRecords } from '@union-graph/testing';
import { mediation } from '../src/subgraph.ts';
import { TRIALS } from './allTrials.ts';

// @slow

tryEndedRecords(mediation, TRIALS);
