import { listTrials } from '@union-graph/testing';
import { organisation } from '../src/subgraph.ts';
import { TRIALS } from './allTrials.ts';

listTrials(organisation, TRIALS);
