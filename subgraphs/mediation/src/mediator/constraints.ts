import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const mediatorConstraints = {
  mediator_one_term: () =>
    new Refusal('DUPLICATE', 'This person is a mediator there in that time already.', { field: 'termFrom' }),
};
