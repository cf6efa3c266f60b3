import { columns, empty, type PageSource, sql } from '@union-graph/subgraph';
import type { CompetitionStatus } from '../schema.gen.ts';
import { Competition } from './Competition.ts';

interface Filter {
  readonly year?: number | null;
  readonly status?: CompetitionStatus | null;
}

/** All competitions, the latest first; public. */
export const competitions: PageSource<Competition, Filter> = {
  name: 'competitions',
  select: ({ year, status }) => sql`select ${columns(Competition, 'c')} from competition c where true
    ${year == null ? empty : sql`and c.year = ${year}`} ${status ? sql`and c.status = ${status}` : empty}`,
  order: [
    { by: 'year', type: 'int', desc: true },
    { by: 'registrationFrom', type: 'date', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};
