import { tryEndedUnions } from '@union-graph/testing';
import { mediation } from '../src/subgraph.ts';
import { TRIALS } from './allTrials.ts';

tryEndedUnions(mediation, TRIALS, { known: 'select union_id as id, scope_path as path from known_union' });
