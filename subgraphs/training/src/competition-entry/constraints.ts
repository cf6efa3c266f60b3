import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const entryConstraints = {
  competition_entry_once: () => new Refusal('DUPLICATE', 'You take part in this event already.', { field: 'eventId' }),
};
