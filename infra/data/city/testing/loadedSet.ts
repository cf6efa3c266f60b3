import type { SubgraphDefinition } from '@union-graph/subgraph';
import { createTestDatabase, type TestDatabase } from '@union-graph/testing';
import pg from 'pg';
import { type Check, type DataSet, loadParts, type Progress } from '../../parts.ts';
import { compareFigures } from '../check.ts';
import { PROFILES, type Profile } from '../profile.ts';

const QUIET: Progress = { loaded: () => undefined, step: () => undefined };
const sample = PROFILES.sample as Profile;

/** A database with the sample of one subgraph, there once its tests run. */
export interface LoadedSet {
  readonly database: TestDatabase;
  /** A connection as the role that owns the tables. */
  readonly client: pg.Client;
  /** The names of the checks that fail after `statements`, which are undone. */
  readonly failedChecks: (statements: readonly string[], checks: readonly Check[]) => Promise<string[]>;
}

/** Tries that the sample of a subgraph is loaded once, into more than `most` rows, and that its graph answers every figure. For the tests of one `describe`. */
export function tryLoadedSet(definition: SubgraphDefinition, set: () => DataSet, most: number): LoadedSet {
  const opened = {} as { database: TestDatabase; client: pg.Client };
  beforeAll(async () => {
    opened.database = await createTestDatabase(definition);
    opened.client = new pg.Client({ connectionString: opened.database.migratorUrl });
    await opened.client.connect();
  });
  afterAll(async () => {
    await opened.client.end();
    await opened.database.drop();
  });

  test('is loaded once, with every count, sum and invariant checked', async () => {
    expect(await loadParts(set(), opened.database.migratorUrl, QUIET)).toBeGreaterThan(most);
    expect(await loadParts(set(), opened.database.migratorUrl, QUIET)).toBeNull();
  });

  test('the graph answers every figure', async () => {
    const said: string[] = [];
    const name = definition.name as Parameters<typeof compareFigures>[3];
    expect(await compareFigures(sample, opened.database.appUrl, (line) => void said.push(line), name)).toBe(0);
    expect(said.filter((line) => !line.startsWith('ok'))).toEqual([]);
  });

  return Object.assign(opened, {
    failedChecks: (statements: readonly string[], checks: readonly Check[]) => failedChecks(opened.client, statements, checks),
  });
}

async function failedChecks(client: pg.Client, statements: readonly string[], checks: readonly Check[]): Promise<string[]> {
  await client.query('begin');
  try {
    for (const statement of statements) await client.query(statement);
    const failed: string[] = [];
    for (const { name, sql, expected } of checks) {
      const { rows } = await client.query<{ value: string }>(`select (${sql})::text as value`);
      if (rows[0]?.value !== String(expected)) failed.push(name);
    }
    return failed;
  } finally {
    await client.query('rollback');
  }
}

/** Statements that let faults past a table's own triggers. */
export const withoutTriggers = (tables: readonly string[]): string[] =>
  tables.map((table) => `alter table ${table} disable trigger user`);
