import type { Trials } from '@union-graph/testing';
import { agreementTrials } from './agreements.ts';
import { bargainingTrials } from './bargaining.ts';
import { caseTrials } from './cases.ts';
import { dutyTrials, legalAidTrials } from './lawyers.ts';
import { organisationTrials, ruleTrials } from './organisations.ts';
import { referralTrials, warningTrials } from './warnings.ts';

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
