import { tryMutations } from '@union-graph/testing';
import { mediation } from '../../src/subgraph.ts';
import { caseTrials } from './cases.ts';

tryMutations(mediation, caseTrials);
