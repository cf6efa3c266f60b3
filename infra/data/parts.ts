import pg from 'pg';
import { putAside, putBack } from './aside.ts';
import { copy, mark, type Row } from './load.ts';

/** Some rows of one table that are written in one transaction. Made anew for each attempt, and the same each time. */
export interface Part {
  /** Unique in its set: `member 3`. */
  readonly name: string;
  readonly table: string;
  /** How many rows `rows` gives. */
  readonly count: number;
  /** All have the columns of the first. */
  readonly rows: () => Iterable<Row>;
  /** Rows of other tables that are written in the same transaction: what is checked together when it ends. */
  readonly with?: readonly Omit<Part, 'name' | 'with'>[];
}

/** Something that must hold once everything is loaded: a statement that gives one number, `value`, and that number. */
export interface Check {
  readonly name: string;
  readonly sql: string;
  readonly expected: number | bigint;
}

export interface DataSet {
  readonly name: string;
  readonly parts: readonly Part[];
  /** Tables whose indexes and foreign keys are made when their rows are in. */
  readonly keysLast: readonly string[];
  /** Statements that run once after the last part: sequences that go on behind what was loaded. */
  readonly afterwards: readonly string[];
  readonly checks: readonly Check[];
}

/** What a load tells while it goes on. */
export interface Progress {
  readonly loaded: (part: Part, done: { rows: number; ofRows: number; perSecond: number }) => void;
  readonly step: (what: string) => void;
}

/**
 * Loads a large data set part by part. Each part is a transaction with a marker row, so that a load that was killed goes on
 * where it was and writes nothing twice; a name in `data_set` without a slash says that the whole set is there and was
 * checked. Throws when the database has another set, when another load is at work, or with the checks that do not hold.
 * Gives the number of rows written now, null when the set was there.
 */
export async function loadParts(set: DataSet, migratorUrl: string, progress: Progress): Promise<number | null> {
  const client = new pg.Client({ connectionString: migratorUrl });
  await client.connect();
  try {
    await claim(client, set.name);
    const done = await markers(client, set.name);
    if (done.has(set.name)) return null;
    await client.query(`set synchronous_commit = off; set maintenance_work_mem = '512MB'`);
    if (set.keysLast.length > 0) await putAside(client, set.name, set.keysLast);
    const written = await writeParts(client, set, done, progress);
    await putBack(client, progress.step);
    for (const statement of set.afterwards) await client.query(statement);
    progress.step('analysing');
    await client.query('vacuum analyze');
    progress.step(`checking ${set.checks.length} counts and sums`);
    await check(client, set);
    // The last commit waits for the disk, and with it for all before.
    await client.query('set synchronous_commit = on');
    await mark(client, set.name);
    return written;
  } finally {
    await client.end();
  }
}

async function writeParts(client: pg.Client, set: DataSet, done: ReadonlySet<string>, progress: Progress): Promise<number> {
  const ofRows = set.parts.reduce((sum, { count }) => sum + count, 0);
  const startedAt = Date.now();
  let [rows, written] = [0, 0];
  for (const part of set.parts) {
    const marker = `${set.name}/${part.name}`;
    if (!done.has(marker)) {
      await writePart(client, part, marker);
      written += part.count;
    }
    rows += part.count;
    const seconds = Math.max(0.001, (Date.now() - startedAt) / 1000);
    if (!done.has(marker)) progress.loaded(part, { rows, ofRows, perSecond: Math.round(written / seconds) });
  }
  return written;
}

async function writePart(client: pg.Client, part: Part, marker: string): Promise<void> {
  await client.query('begin');
  try {
    await mark(client, marker);
    for (const { table, rows, count } of [part, ...(part.with ?? [])]) {
      const [first] = rows();
      const written = await copy(client, table, rows(), Object.keys(first ?? {}));
      if (written !== count) throw new Error(`Part "${part.name}" has ${written} rows instead of ${count} in "${table}".`);
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** Any number will do, as long as all loads ask for the same. */
const ONE_LOAD = 7_106_350_400;

async function claim(client: pg.Client, name: string): Promise<void> {
  const { rows } = await client.query<{ free: boolean }>('select pg_try_advisory_lock($1) as free', [ONE_LOAD]);
  if (!rows[0]?.free) throw new Error('Another load is at work on this database.');
  const others = await client.query<{ name: string }>(
    `select split_part(name, '/', 1) as name from data_set where split_part(name, '/', 1) <> $1 limit 1`,
    [name],
  );
  const other = others.rows[0]?.name;
  if (other) throw new Error(`This database has the data set "${other}". Load "${name}" into an empty one.`);
}

async function markers(client: pg.Client, name: string): Promise<Set<string>> {
  const { rows } = await client.query<{ name: string }>('select name from data_set where name = $1 or name like $2', [
    name,
    `${name}/%`,
  ]);
  return new Set(rows.map((row) => row.name));
}

async function check(client: pg.Client, { name, checks }: DataSet): Promise<void> {
  const broken: string[] = [];
  for (const { name: what, sql, expected } of checks) {
    const { rows } = await client.query<{ value: string | null }>(`select (${sql})::text as value`);
    const value = rows[0]?.value;
    if (value !== String(expected)) broken.push(`${what}: ${value ?? 'nothing'} instead of ${expected}`);
  }
  if (broken.length > 0) throw new Error(`The data set "${name}" is not what it should be.\n${broken.join('\n')}`);
}
