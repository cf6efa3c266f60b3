import { tryMutations } from '@union-graph/testing';
import { mediation } from '../../src/subgraph.ts';
import { dutyTrials, legalAidTrials } from './lawyers.ts';

tryMutations(mediation, { ...dutyTrials, ...legalAidTrials });
