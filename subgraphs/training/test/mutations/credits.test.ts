import { tryMutations } from '@union-graph/testing';
import { training } from '../../src/subgraph.ts';
import { creditTrials } from './credits.ts';

tryMutations(training, creditTrials);
