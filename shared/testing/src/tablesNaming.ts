import type { Sql } from './rows.ts';

/** Tables of the house that note who did something, and what became of a record. */
const NOTES = ['audit_event', 'erased_record', 'event_delivery', 'idempotency', 'inbox', 'member_merge', 'member_merge_row'];

/** How many rows of each table name a worker's record; not those that name the person as who acted (`person:<id>`). */
export async function tablesNaming(sql: Sql, record: string): Promise<ReadonlyMap<string, number>> {
  const tables = await sql<{ name: string }>(
    `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> all($1) order by 1`,
    [NOTES],
  );
  const counts = tables.map(
    ({ name }) =>
      `select '${name}' as name, count(*)::int as count from ${name} t where replace(t::text, 'person:' || $1, '') like '%' || $1 || '%'`,
  );
  const found = await sql<{ name: string; count: number }>(counts.join(' union all '), [record]);
  return new Map(found.filter(({ count }) => count > 0).map(({ name, count }) => [name, count]));
}
