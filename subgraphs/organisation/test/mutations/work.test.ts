import { tryMutations } from '@union-graph/testing';
import { organisation } from '../../src/subgraph.ts';
import { workTrials } from './work.ts';

tryMutations(organisation, workTrials);
