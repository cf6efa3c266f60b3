import { civilDay, columns, empty, type PageSource, type Sql, sql } from '@union-graph/subgraph';
import { FiveInFiveOutOffer } from './FiveInFiveOutOffer.ts';
import type { Direction, FiveKind } from './rules.ts';

interface Filter {
  readonly direction?: Direction | null;
  readonly kind?: FiveKind | null;
  readonly from?: string | null;
}

/** Offers that are not over on a day, today unless told, by their first day; public. */
export const fiveInFiveOut: PageSource<FiveInFiveOutOffer, Filter> = {
  name: 'fiveInFiveOut',
  select: ({ direction, kind, from }, { now }): Sql =>
    sql`select ${columns(FiveInFiveOutOffer, 'o')} from outreach_offer o where o.to_on >= ${from ?? civilDay(now)}::date
    ${direction ? sql`and o.direction = ${direction}` : empty} ${kind ? sql`and o.kind = ${kind}` : empty}`,
  order: [
    { by: 'from', type: 'date' },
    { by: 'id', type: 'uuid' },
  ],
};
