import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const aidConstraints = {
  aid_application_per_cycle: () =>
    new Refusal('QUOTA_EXCEEDED', 'The household has as much approved aid of this scheme in this cycle as the scheme gives.', {
      rule: 'FND-INV-5',
      field: 'applicationId',
    }),
  aid_application_duties_apart: () =>
    new Refusal('SEPARATION_OF_DUTIES', 'Another person must take this step.', { rule: 'FND-INV-6' }),
  aid_scheme_in_force_once: () =>
    new Refusal('DUPLICATE', 'A scheme of this code begins on that day or later already.', { rule: 'C-21', field: 'validFrom' }),
  aid_cycle_apart: () =>
    new Refusal('DUPLICATE', 'The scheme has a cycle in these days already.', { rule: 'S-36', field: 'from' }),
};
