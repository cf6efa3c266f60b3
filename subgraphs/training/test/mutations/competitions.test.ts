import { tryMutations } from '@union-graph/testing';
import { training } from '../../src/subgraph.ts';
import { competitionTrials } from './competitions.ts';

tryMutations(training, competitionTrials);
