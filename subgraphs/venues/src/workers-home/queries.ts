import { columns, type PageSource, sql } from '@union-graph/subgraph';
import { CultureEvent } from '../event/CultureEvent.ts';

/** The events in a Worker's Home that are not over, by time; the parent is the home's id (S-44). */
export const eventsOfHome: PageSource<CultureEvent> = {
  name: 'eventsOfHome',
  select: (_, { now }) =>
    sql`select ${columns(CultureEvent, 'e')} from culture_event e join venue v on v.id = e.venue_id
    where v.workers_home_id = parent.key::uuid and e.ends_at > ${now}`,
  order: [
    { by: 'startsAt', type: 'timestamptz' },
    { by: 'id', type: 'uuid' },
  ],
};
