import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const transferConstraints = {
  membership_transfer_one_open: () =>
    new Refusal('DUPLICATE', 'This member is on the way to a union already. That transfer must end first.', {
      field: 'memberId',
    }),
};
