import { tryMutations } from '@union-graph/testing';
import { mediation } from '../../src/subgraph.ts';
import { referralTrials, warningTrials } from './warnings.ts';

tryMutations(mediation, { ...warningTrials, ...referralTrials });
