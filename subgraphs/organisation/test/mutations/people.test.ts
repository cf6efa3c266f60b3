import { tryMutations } from '@union-graph/testing';
import { organisation } from '../../src/subgraph.ts';
import { peopleTrials } from './people.ts';

tryMutations(organisation, peopleTrials);
