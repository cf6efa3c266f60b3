import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const warningConstraints = {
  early_warning_one_open: () =>
    new Refusal('DUPLICATE', 'A warning of this employer and kind is open already. Merge this one into it.', {
      rule: 'S-28',
      field: 'enterpriseId',
    }),
  early_warning_one_of_case: () =>
    new Refusal('DUPLICATE', 'The case has a warning already. Merge this one into it.', { rule: 'S-28', field: 'caseId' }),
};
