import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of claims and plans means to a client. */
export const claimConstraints = {
  mutual_aid_claim_once: () =>
    new Refusal('DUPLICATE', 'This event was claimed before. Read that claim instead.', { rule: 'FND-INV-5', field: 'eventAt' }),
  mutual_aid_claim_duties_apart: () =>
    new Refusal('SEPARATION_OF_DUTIES', 'Another person must take this step.', { rule: 'FND-INV-6' }),
  mutual_aid_plan_code: () => new Refusal('DUPLICATE', 'A plan with this code exists. Choose another code.', { field: 'code' }),
  mutual_aid_plan_one_at_a_time: () =>
    new Refusal('VALIDATION_FAILED', 'Another plan is in force on days of this period. Choose a period behind it.', {
      rule: 'FND-INV-9',
      field: 'periodFrom',
    }),
};
