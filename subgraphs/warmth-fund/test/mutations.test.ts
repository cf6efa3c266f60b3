import { listTrials } from '@union-graph/testing';
import { warmthFund } from '../src/subgraph.ts';
import { aidTrials, claimTrials } from './mutations/aid.ts';
import { hardshipTrials } from './mutations/hardship.ts';
import { moneyTrials } from './mutations/money.ts';
import { payoutTrialsOfFund } from './mutations/payouts.ts';
import { projectTrials } from './mutations/projects.ts';

listTrials(warmthFund, {
  ...moneyTrials,
  ...payoutTrialsOfFund,
  ...hardshipTrials,
  ...aidTrials,
  ...claimTrials,
  ...projectTrials,
});
