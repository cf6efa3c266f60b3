import { tryPayloads } from '@union-graph/testing';
import { mediation } from '../src/subgraph.ts';
import { TRIALS } from './allTrials.ts';

// @slow

tryPayloads(mediation, TRIALS);
