import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const serviceItemConstraints = {
  service_item_once: () =>
    new Refusal('DUPLICATE', 'A service with this name is published there in these days.', { field: 'nameZh' }),
};
