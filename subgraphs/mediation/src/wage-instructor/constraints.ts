import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const instructorConstraints = {
  wage_instructor_one_term: () =>
    new Refusal('DUPLICATE', 'This person is an instructor in that time already. Begin the term after that one.', {
      rule: 'S-54',
      field: 'appointedAt',
    }),
};
