import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from } from 'pg-copy-streams';
import { copyText } from './copyText.ts';
import type { Table } from './demo/index.ts';

/** A row by column name. Values are what PostgreSQL's text form can hold: see {@link copyText}. */
export type Row = Readonly<Record<string, unknown>>;

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
    if (!(await mark(client, name))) return null;
    let count = 0;
    for (const { table, rows } of tables) count += await copy(client, table, rows, columnsOfAll(rows));
    await client.query('commit');
    return count;
  } finally {
    // Ends an open transaction too, which takes back what it wrote.
    await client.end();
  }
}

/** Writes down in the open transaction that something was loaded; false when that is so already. */
export async function mark(client: pg.Client, name: string): Promise<boolean> {
  const { rowCount } = await client.query('insert into data_set (name, loaded_at) values ($1, now()) on conflict do nothing', [
    name,
  ]);
  return rowCount === 1;
}

export const columnsOfAll = (rows: readonly Row[]): string[] => [...new Set(rows.flatMap((row) => Object.keys(row)))];

/** Lines that go to the server at once; one by one the stream would cost more than the rows. */
const BATCH_CHARACTERS = 1 << 17;

/** Copies rows into a table and gives their number. Rows may be made while they are sent. */
export async function copy(client: pg.Client, table: string, rows: Iterable<Row>, columns: readonly string[]): Promise<number> {
  if (columns.length === 0) return 0;
  const names = columns.map((column) => pg.escapeIdentifier(column)).join(', ');
  const isJson = await jsonColumns(client, table, columns);
  const sink = client.query(from(`copy ${pg.escapeIdentifier(table)} (${names}) from stdin`));
  let count = 0;
  const batches = function* () {
    let batch = '';
    for (const row of rows) {
      count++;
      batch += `${columns.map((column, at) => copyText(row[column], isJson[at] as boolean)).join('\t')}\n`;
      if (batch.length < BATCH_CHARACTERS) continue;
      yield batch;
      batch = '';
    }
    if (batch) yield batch;
  };
  try {
    await pipeline(Readable.from(batches()), sink);
  } catch (error) {
    const { message, detail, where } = error as pg.DatabaseError;
    throw new Error([`Table "${table}": ${message}`, detail, where].filter(Boolean).join('\n'), { cause: error });
  }
  return count;
}

async function jsonColumns(client: pg.Client, table: string, columns: readonly string[]): Promise<boolean[]> {
  const found = await client.query<{ attname: string }>(
    `select attname from pg_attribute where attrelid = to_regclass($1) and atttypid in ('json'::regtype, 'jsonb'::regtype)`,
    [pg.escapeIdentifier(table)],
  );
  const json = new Set(found.rows.map((row) => row.attname));
  return columns.map((column) => json.has(column));
}
