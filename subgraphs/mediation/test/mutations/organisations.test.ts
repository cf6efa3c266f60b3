import { tryMutations } from '@union-graph/testing';
import { mediation } from '../../src/subgraph.ts';
import { organisationTrials, ruleTrials } from './organisations.ts';

tryMutations(mediation, { ...organisationTrials, ...ruleTrials });
