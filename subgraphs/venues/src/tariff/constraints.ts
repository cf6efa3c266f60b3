import { Refusal } from '@union-graph/subgraph';

export const tariffConstraints = {
  tariff_rule_unambiguous: () =>
    new Refusal(
      'DUPLICATE',
      'A rule for the same audience, part of day and priority is in force in part of that time. Choose a higher "priority".',
      { field: 'priority' },
    ),
};
