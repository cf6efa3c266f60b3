import { tryMutations } from '@union-graph/testing';
import { mediation } from '../../src/subgraph.ts';
import { bargainingTrials } from './bargaining.ts';

tryMutations(mediation, bargainingTrials);
