import { tryEndedRecords } from '@union-graph/testing';
import { organisation } from '../src/subgraph.ts';
import { TRIALS } from './allTrials.ts';

// @slow

tryEndedRecords(organisation, TRIALS);
