import { tryMutations } from '@union-graph/testing';
import { organisation } from '../../src/subgraph.ts';
import { placeTrials } from './places.ts';

tryMutations(organisation, placeTrials);
