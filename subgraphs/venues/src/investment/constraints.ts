import { Refusal } from '@union-graph/subgraph';

export const investmentConstraints = {
  investment_record_once: () =>
    new Refusal('DUPLICATE', 'What was invested in that year for that purpose is recorded already.', { field: 'purpose' }),
};
