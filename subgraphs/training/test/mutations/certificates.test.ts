import { tryMutations } from '@union-graph/testing';
import { training } from '../../src/subgraph.ts';
import { certificateTrials, staffTrials } from './certificates.ts';

tryMutations(training, { ...certificateTrials, ...staffTrials });
