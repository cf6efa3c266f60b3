import type { TestSubgraph } from './subgraph.ts';

export type Sql = TestSubgraph['sql'];
export type Row = Readonly<Record<string, unknown>>;

/** Writes one row straight to the database, as the role that owns it, and gives it back. */
export async function insert<Given extends Row>(sql: Sql, table: string, row: Given, onConflict = ''): Promise<Given> {
  const names = Object.keys(row);
  await sql(
    `insert into ${table} (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')}) ${onConflict}`,
    Object.values(row),
  );
  return row;
}
