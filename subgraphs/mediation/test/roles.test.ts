import { tryRoles } from '@union-graph/testing';
import { mediation } from '../src/subgraph.ts';
import { TRIALS } from './allTrials.ts';

tryRoles(mediation, TRIALS);
