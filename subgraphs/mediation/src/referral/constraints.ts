import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const referralConstraints = {
  referral_one_open: () =>
    new Refusal('DUPLICATE', 'The case is with this party by a referral that it has not answered. Wait for its answer.', {
      rule: 'S-45',
      field: 'to',
    }),
};
