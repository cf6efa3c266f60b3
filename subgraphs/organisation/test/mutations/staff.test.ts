import { tryMutations } from '@union-graph/testing';
import { organisation } from '../../src/subgraph.ts';
import { staffTrials } from './staff.ts';

tryMutations(organisation, staffTrials);
