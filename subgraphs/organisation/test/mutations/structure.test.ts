import { tryMutations } from '@union-graph/testing';
import { organisation } from '../../src/subgraph.ts';
import { structureTrials } from './structure.ts';

tryMutations(organisation, structureTrials);
