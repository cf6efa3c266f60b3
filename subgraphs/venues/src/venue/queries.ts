import { columns, empty, type PageSource, type Sql, sql } from '@union-graph/subgraph';
import { Venue, type VenueKind } from './Venue.ts';

interface Filter {
  readonly kind?: VenueKind | null;
  readonly districtCode?: string | null;
}

/** The cityVenues of the city; public. */
export const cityVenues: PageSource<Venue, Filter> = {
  name: 'venues',
  select: ({ kind, districtCode }): Sql => sql`select ${columns(Venue, 'v')} from venue v where true
    ${kind ? sql`and v.kind = ${kind}` : empty} ${districtCode ? sql`and v.district_code = ${districtCode}` : empty}`,
  order: [
    { by: 'nameZh', type: 'text' },
    { by: 'id', type: 'uuid' },
  ],
};
