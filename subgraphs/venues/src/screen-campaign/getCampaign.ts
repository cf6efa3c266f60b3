import { getForUpdate, type Tx, updateRow } from '@union-graph/subgraph';
import { screenPolicy } from '../screen/policy.ts';
import { assertStep, type CampaignStatus } from './rules.ts';
import { ScreenCampaign } from './ScreenCampaign.ts';

/** A campaign, locked, for who may lead it. That it exists is public. */
export async function lockCampaign(tx: Tx, id: string, expectedVersion?: number): Promise<ScreenCampaign> {
  const campaign = await getForUpdate(tx, ScreenCampaign, id, {
    what: 'campaign',
    visible: () => true,
    ...(expectedVersion === undefined ? {} : { expectedVersion }),
  });
  screenPolicy.authorise(tx.viewer, 'manageScreens', {});
  return campaign;
}

/** Takes a campaign to its next state. */
export function stepTo(
  tx: Tx,
  campaign: ScreenCampaign,
  status: CampaignStatus,
  changes: Partial<ScreenCampaign>,
): Promise<ScreenCampaign> {
  assertStep(campaign.status, status);
  return updateRow(tx.db, ScreenCampaign, campaign, { ...changes, status });
}

/** The campaign with the counts that its screens have by now. */
export const counted = (tx: Tx, { id }: { readonly id: string }): Promise<ScreenCampaign> =>
  tx.db.findOneByOrFail(ScreenCampaign, { id });
