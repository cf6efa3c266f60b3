import { columns, empty, type PageSource, type Sql, sql } from '@union-graph/subgraph';
import { FitnessGroup } from './FitnessGroup.ts';

/** The fitness groups of the city; their names and sizes are public. */
export const fitnessGroups: PageSource<FitnessGroup, { venueId?: string | null }> = {
  name: 'fitnessGroups',
  select: ({ venueId }): Sql =>
    sql`select ${columns(FitnessGroup, 'g')} from fitness_group g where true ${venueId ? sql`and g.venue_id = ${venueId}::uuid` : empty}`,
  order: [
    { by: 'nameZh', type: 'text' },
    { by: 'id', type: 'uuid' },
  ],
};
