import { Refusal } from '@union-graph/subgraph';

export const offerConstraints = {
  outreach_offer_once: () =>
    new Refusal('DUPLICATE', 'The same is offered from that day already. See "fiveInFiveOut".', { field: 'nameZh' }),
  outreach_offer_within_quota: () =>
    new Refusal('QUOTA_EXCEEDED', 'The offer serves as many requests as it can. Choose another one.', {
      rule: 'S-67',
      field: 'offerId',
    }),
};
