import type { SubgraphDefinition } from '@union-graph/subgraph';
import pg from 'pg';
import type { TestSubgraph } from './subgraph.ts';

/** JSON in tables of the house: what was answered, told or signed stays as it was, and who hears an old path writes the present one. */
const HOUSE: readonly string[] = ['audit_seal.anchors', 'event_delivery.event', 'idempotency.result', 'rule_number.value'];

/** All columns that have "path" in their name, and all of JSON, where a path would not show. */
const COLUMNS = `
  select c.table_name || '.' || c.column_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
  where t.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.table_name not in ('migrations', 'moved_union')
    and (c.column_name like '%path%' or c.data_type in ('json', 'jsonb')) order by 1`;

/** The columns whose rows follow a union, by their triggers. */
const TRIGGERS = `
  select c.relname || '.' || a.attname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
  join pg_attribute a on a.attrelid = c.oid and a.attnum = any(t.tgattr)
  where t.tgname = 'follow_union_of_' || a.attname order by 1`;

/** What a service owes to unions that move (ORG-INV-4). */
export function testKeptPaths({
  definition,
  subgraph,
}: {
  readonly definition: SubgraphDefinition;
  readonly subgraph: () => TestSubgraph;
}): void {
  const { follows = [], stays = {} } = definition.paths ?? {};
  const names = async (statement: string) => (await subgraph().sql<{ name: string }>(statement)).map(({ name }) => name);

  test('says of every column that keeps a path of the union tree whether it follows a union that moves', async () => {
    const decided = [...follows, ...Object.keys(stays)];
    const kept = (await names(COLUMNS)).filter((name) => !HOUSE.includes(name));
    expect(kept.filter((name) => !decided.includes(name))).toEqual([]);
    expect(decided.filter((name, at) => !kept.includes(name) || decided.indexOf(name) !== at)).toEqual([]);
    expect(await names(TRIGGERS)).toEqual([...follows].sort());
  });

  if (follows.length > 0)
    test('finds the rows of a union that moves by an index, whichever column keeps their path', async () => {
      const owner = new pg.Client({ connectionString: subgraph().database.migratorUrl });
      await owner.connect();
      try {
        await owner.query('set enable_seqscan = off');
        for (const named of follows) {
          const [table, column] = named.split('.');
          const { rows } = await owner.query(
            `explain (format json, costs off) update ${table} set ${column} = ${column} where ${column} ^@ '/city/a/' or ${column} ^@ '/city/b/'`,
          );
          expect([named, JSON.stringify(rows)]).toEqual([named, expect.stringMatching(new RegExp(`Index Cond[^}]*${column}`))]);
        }
      } finally {
        await owner.end();
      }
    });
}
