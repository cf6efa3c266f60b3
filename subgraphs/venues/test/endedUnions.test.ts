import { tryEndedUnions } from '@union-graph/testing';
import { venues } from '../src/subgraph.ts';
import { TRIALS } from './allTrials.ts';

tryEndedUnions(venues, TRIALS, { known: 'select union_id as id, scope_path as path from known_union' });
