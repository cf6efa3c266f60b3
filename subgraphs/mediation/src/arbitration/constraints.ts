import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const arbitrationConstraints = {
  award_within_claims: () =>
    new Refusal('VALIDATION_FAILED', 'The award gives more than was claimed in this case. Check the sum.', {
      rule: 'P11 art. 28',
      field: 'awardedFen',
    }),
  award_judged_within_suit: () =>
    new Refusal('VALIDATION_FAILED', 'The judgment gives more than was sued for. Check the sum.', {
      rule: 'P11 art. 28',
      field: 'judgedFen',
    }),
};
