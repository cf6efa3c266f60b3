import { tryPayloads } from '@union-graph/testing';
import { training } from '../src/subgraph.ts';
import { TRIALS } from './allTrials.ts';

// @slow

tryPayloads(training, TRIALS);
