import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const applicationConstraints = {
  case_dispute_one_open: () =>
    new Refusal('DUPLICATE', 'This dispute is open as another case. Go on with that one.', {
      rule: 'MED-INV-3',
      field: 'claims',
    }),
};
