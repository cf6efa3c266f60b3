import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from } from 'pg-copy-streams';
import { copyText } from './copyText.ts';
import type { Table } from './demo/index.ts';

/**
 * Writes a data set into one database, all of it or nothing: one transaction, every constraint and trigger on, deferred
 * ones checked at its end. A set whose name is in the table `data_set` is there already, and nothing is done.
 * Gives the number of rows written, null when there was nothing to do.
 */
export async function loadTables(name: string, tables: readonly Table[], migratorUrl: string): Promise<number | null> {
  const client = new pg.Client({ connectionString: migratorUrl });
  await client.connect();
  try {
    await client.query('begin');
    const marker = await client.query('insert into data_set (name, loaded_at) values ($1, now()) on conflict do nothing', [name]);
    if (!marker.rowCount) return null;
    let count = 0;
    for (const table of tables) count += await copy(client, table);
    await client.query('commit');
    return count;
  } finally {
    // Ends an open transaction too, which takes back what it wrote.
    await client.end();
  }
}

async function copy(client: pg.Client, { table, rows }: Table): Promise<number> {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (columns.length === 0) return 0;
  const names = columns.map((column) => pg.escapeIdentifier(column)).join(', ');
  const json = await jsonColumns(client, table);
  const sink = client.query(from(`copy ${pg.escapeIdentifier(table)} (${names}) from stdin`));
  const lines = function* () {
    for (const row of rows) yield `${columns.map((column) => copyText(row[column], json.has(column))).join('\t')}\n`;
  };
  try {
    await pipeline(Readable.from(lines()), sink);
  } catch (error) {
    const { message, detail, where } = error as pg.DatabaseError;
    throw new Error([`Table "${table}": ${message}`, detail, where].filter(Boolean).join('\n'), { cause: error });
  }
  return rows.length;
}

async function jsonColumns(client: pg.Client, table: string): Promise<Set<string>> {
  const found = await client.query<{ attname: string }>(
    `select attname from pg_attribute where attrelid = to_regclass($1) and atttypid in ('json'::regtype, 'jsonb'::regtype)`,
    [pg.escapeIdentifier(table)],
  );
  return new Set(found.rows.map((row) => row.attname));
}
