import { Refusal } from '@union-graph/subgraph';

export const waitlistConstraints = {
  waitlist_entry_once: () =>
    new Refusal('DUPLICATE', 'You wait for that time already, or for part of it. See "myWaitlist".', { field: 'start' }),
};
