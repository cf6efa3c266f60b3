import { tryMutations } from '@union-graph/testing';
import { training } from '../../src/subgraph.ts';
import { enrolmentTrials } from './courses.ts';

tryMutations(training, enrolmentTrials);
