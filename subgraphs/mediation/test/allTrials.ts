import type { Trials } from '@union-graph/testing';
import { agreementTrials } from './mutations/agreements.ts';
import { bargainingTrials } from './mutations/bargaining.ts';
import { caseTrials } from './mutations/cases.ts';
import { dutyTrials, legalAidTrials } from './mutations/lawyers.ts';
import { organisationTrials, ruleTrials } from './mutations/organisations.ts';
import { referralTrials, warningTrials } from './mutations/warnings.ts';

/** Every mutation of mediation. */
export const TRIALS: Trials = {
  ...caseTrials,
  ...agreementTrials,
  ...warningTrials,
  ...referralTrials,
  ...bargainingTrials,
  ...organisationTrials,
  ...dutyTrials,
  ...legalAidTrials,
  ...ruleTrials,
};
