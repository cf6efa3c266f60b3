import { listTrials } from '@union-graph/testing';
import { mediation } from '../src/subgraph.ts';
import { TRIALS } from './allTrials.ts';

listTrials(mediation, TRIALS);
