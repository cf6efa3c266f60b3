import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const awardConstraints = {
  competition_appeal_one_open: () =>
    new Refusal('DUPLICATE', 'You have appealed against these results. Wait for the decision.', { field: 'eventId' }),
};
