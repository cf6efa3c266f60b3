import { tryMutations } from '@union-graph/testing';
import { warmthFund } from '../../src/subgraph.ts';
import { anotherEventTrials } from './anotherEvent.ts';

tryMutations(warmthFund, anotherEventTrials);
