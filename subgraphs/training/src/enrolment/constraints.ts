import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const enrolmentConstraints = {
  enrolment_one_live: () =>
    new Refusal('DUPLICATE', 'You are enrolled in this session or wait for it already.', { field: 'sessionId' }),
};
