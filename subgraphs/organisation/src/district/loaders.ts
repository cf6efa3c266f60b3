import { type Batch, columns, inOrder, rows, sql } from '@union-graph/subgraph';
import { District } from './District.ts';

/** Districts by code; public. */
export const district: Batch<string, District | null> = async ({ db }, codes) => {
  const found = await rows<District>(db, sql`select ${columns(District, 'd')} from district d where d.code = any(${codes})`);
  return inOrder(codes, found, ({ code }) => code);
};

export interface ContactKey {
  readonly code: string;
  /** The civil day that the contacts are counted on. */
  readonly on: string;
}

/** How many social organisations a district is linked with and had a contact with in the twelve months up to a day (domain rule 2.1.3). */
export const activeContacts: Batch<ContactKey, number> = async ({ db }, keys) => {
  const found = await rows<{ at: number; count: number }>(
    db,
    sql`
    select key.at::int as at, count(distinct l.social_organisation_id)::int as count
    from unnest(${keys.map(({ code }) => code)}::text[], ${keys.map(({ on }) => on)}::date[]) with ordinality as key(code, "on", at)
    join contact_link l on l.district_code = key.code and l.status = 'LINKED'
    where exists (select from contact_event e where e.contact_link_id = l.id
      and e.happened_on > key."on" - interval '12 months' and e.happened_on <= key."on")
    group by key.at`,
  );
  const byPlace = new Map(found.map(({ at, count }) => [at, count]));
  return keys.map((_, at) => byPlace.get(at + 1) ?? 0);
};
