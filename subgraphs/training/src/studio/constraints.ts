import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const studioConstraints = {
  innovation_studio_name: () => new Refusal('DUPLICATE', 'A studio of this name was named before.', { field: 'nameZh' }),
};
