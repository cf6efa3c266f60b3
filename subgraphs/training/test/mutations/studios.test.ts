import { tryMutations } from '@union-graph/testing';
import { training } from '../../src/subgraph.ts';
import { studioTrials } from './studios.ts';

tryMutations(training, studioTrials);
