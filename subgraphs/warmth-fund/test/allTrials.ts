import type { Trials } from '@union-graph/testing';
import { aidTrials, claimTrials } from './mutations/aid.ts';
import { hardshipTrials } from './mutations/hardship.ts';
import { moneyTrials } from './mutations/money.ts';
import { payoutTrialsOfFund } from './mutations/payouts.ts';
import { projectTrials } from './mutations/projects.ts';

/** Every mutation of the Warmth Fund. */
export const TRIALS: Trials = {
  ...moneyTrials,
  ...payoutTrialsOfFund,
  ...hardshipTrials,
  ...aidTrials,
  ...claimTrials,
  ...projectTrials,
};
