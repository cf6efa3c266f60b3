import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const warningConstraints = {
  early_warning_one_open: () =>
    new Refusal('DUPLICATE', 'A warning of this employer and kind is open already. Merge this one into it.', {
      rule: 'S-28',
      field: 'enterpriseId',
    }),
  early_warning_one_open_by_name: () =>
    new Refusal(
      'DUPLICATE',
      'A warning of an employer of this name and kind is open in the district already. Merge this one into it.',
      {
        rule: 'S-28',
        field: 'claimKind',
      },
    ),
  early_warning_one_of_case: () =>
    new Refusal('DUPLICATE', 'The case has a warning already. Merge this one into it.', { rule: 'S-28', field: 'caseId' }),
};
