import { tryMutations } from '@union-graph/testing';
import { mediation } from '../../src/subgraph.ts';
import { agreementTrials } from './agreements.ts';

tryMutations(mediation, agreementTrials);
