import { tryMutations } from '@union-graph/testing';
import { venues } from '../../src/subgraph.ts';
import { outreachTrials } from './outreach.ts';

tryMutations(venues, outreachTrials);
