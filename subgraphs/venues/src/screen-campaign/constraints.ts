import { Refusal } from '@union-graph/subgraph';

export const screenCampaignConstraints = {
  screen_campaign_once: () =>
    new Refusal('DUPLICATE', 'A campaign of that name plays at that moment already. See "screenCampaigns".', { field: 'nameZh' }),
  campaign_screen_free: () =>
    new Refusal('SLOT_TAKEN', 'A screen among those plays something else then. Choose other districts or operators.', {
      field: 'districtCodes',
    }),
};
