import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const personalDataConstraints = {
  personal_data_request_one_open: () =>
    new Refusal('DUPLICATE', 'A request of this kind is under way for this person. Follow it by "personalDataRequests".'),
};
