import type { TestSubgraph } from '@union-graph/testing';

export type Sql = TestSubgraph['sql'];
export type Row = Record<string, unknown>;

/** Writes one row and gives it back. */
export async function insert<R extends Row>(sql: Sql, table: string, row: R, onConflict = ''): Promise<R> {
  const names = Object.keys(row);
  await sql(
    `insert into ${table} (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')}) ${onConflict}`,
    Object.values(row),
  );
  return row;
}
