import { columns, empty, type PageSource, type Sql, sql } from '@union-graph/subgraph';
import { FitnessGroup } from './FitnessGroup.ts';
import type { GroupStatus } from './rules.ts';

/** The fitness groups of the city; their names and sizes are public. */
export const fitnessGroups: PageSource<FitnessGroup, { venueId?: string | null; status?: GroupStatus | null }> = {
  name: 'fitnessGroups',
  select: ({ venueId, status }): Sql => {
    const ofVenue = venueId ? sql`and g.venue_id = ${venueId}::uuid` : empty;
    const ofStatus = status ? sql`and (g.leader_id is null) = ${status === 'WITHOUT_LEADER'}` : empty;
    return sql`select ${columns(FitnessGroup, 'g')} from fitness_group g where true ${ofVenue} ${ofStatus}`;
  },
  order: [
    { by: 'nameZh', type: 'text' },
    { by: 'id', type: 'uuid' },
  ],
};
