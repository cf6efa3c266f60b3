import { Refusal } from '@union-graph/subgraph';

const measured = () =>
  new Refusal(
    'DUPLICATE',
    'There is a measurement for this indicator, scope and period. Name the latest in "supersedesId" to correct it.',
    {
      rule: 'ORG-INV-6',
      field: 'supersedesId',
    },
  );

/** What a violated constraint of this noun means to a client. */
export const planConstraints = {
  indicator_measurement_first: measured,
  indicator_measurement_superseded_once: measured,
  indicator_measurement_supersedes: () =>
    new Refusal('VALIDATION_FAILED', 'A correction is for the same indicator, scope and period as what it supersedes.', {
      rule: 'ORG-INV-6',
      field: 'supersedesId',
    }),
};
