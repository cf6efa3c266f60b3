import type { Tx } from '@union-graph/subgraph';
import { followAidPayout } from '../aid/followAidPayout.ts';
import { followClaimPayout } from '../claim/followClaimPayout.ts';
import type { Disbursement } from '../disbursement/Disbursement.ts';
import { followInstalmentPayout } from '../project-agreement/followInstalmentPayout.ts';
import { followServiceCostPayout } from '../service-cost/followServiceCostPayout.ts';
import { followStudioPayout } from '../studio-funding/passStudioFunding.ts';

/** How a payout ended, or that its paid money came back. */
export type PayoutOutcome = 'SETTLED' | 'VOIDED' | 'RETURNED';

/** What the end of a payout does to the thing that it is for, in the payout's transaction. */
export type PayoutFollower = (tx: Tx, payout: Disbursement, outcome: PayoutOutcome) => Promise<void>;

/** The followers by type of source. Other services hear of the payouts of their things by event. */
const FOLLOWERS: Readonly<Record<string, PayoutFollower>> = {
  'warmth-fund.AidApplication': followAidPayout,
  'warmth-fund.MutualAidClaim': followClaimPayout,
  'warmth-fund.ServiceCostApplication': followServiceCostPayout,
  'warmth-fund.ProjectInstalment': followInstalmentPayout,
  'training.StudioFunding': followStudioPayout,
};

/** Has the thing that a payout is for follow the payout's end. */
export const followPayout: PayoutFollower = async (tx, payout, outcome) =>
  FOLLOWERS[`${payout.sourceSubgraph}.${payout.sourceType}`]?.(tx, payout, outcome);
