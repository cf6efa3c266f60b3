import { tryMutations } from '@union-graph/testing';
import { training } from '../../src/subgraph.ts';
import { jobTrials } from './jobs.ts';

tryMutations(training, jobTrials);
