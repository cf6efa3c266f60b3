import { Refusal } from '@union-graph/subgraph';

export const venueConstraints = {
  venue_name_once: () => new Refusal('DUPLICATE', 'The district already has a venue of that name.', { field: 'nameZh' }),
  venue_of_home: () => new Refusal('DUPLICATE', 'That Worker’s Home is a venue already.', { field: 'workersHomeId' }),
};
