import { tryPayloads } from '@union-graph/testing';
import { venues } from '../src/subgraph.ts';
import { TRIALS } from './allTrials.ts';

// @slow

tryPayloads(venues, TRIALS);
