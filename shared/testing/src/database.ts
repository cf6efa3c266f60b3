import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { allMigrations, databaseName, migrate, migratorRole, provision, type SubgraphDefinition } from '@union-graph/subgraph';
import pg from 'pg';

/** A database of a test file's own: migrated, empty, dropped afterwards. */
export interface TestDatabase {
  readonly appUrl: string;
  readonly migratorUrl: string;
  readonly drop: () => Promise<void>;
}

const SECRET = 'test';

/** Clones a database for one test file from the subgraph's template, which the first caller makes and migrates. */
export async function createTestDatabase(subgraph: SubgraphDefinition): Promise<TestDatabase> {
  const adminUrl = process.env.TEST_POSTGRES_URL;
  if (!adminUrl) throw new Error('TEST_POSTGRES_URL is not set. Run tests by "npm test", or in a package by "pnpm test".');
  const template = await ensureTemplate(adminUrl, subgraph);
  const database = `${template}_${randomBytes(6).toString('hex')}`;
  await asAdmin(adminUrl, (admin) =>
    admin.query(`create database "${database}" template "${template}" owner "${migratorRole(subgraph.name)}"`),
  );
  const urls = await provision(adminUrl, subgraph.name, SECRET, database);
  return {
    ...urls,
    drop: () => asAdmin(adminUrl, (admin) => dropDatabase(admin, database)),
  };
}

/** One template a subgraph and set of migrations; the lock lets one process make it while the others wait. */
async function ensureTemplate(adminUrl: string, subgraph: SubgraphDefinition): Promise<string> {
  const template = `${databaseName(subgraph.name)}_${createHash('sha1').update(migrationsOf(subgraph)).digest('hex').slice(0, 10)}`;
  await asAdmin(adminUrl, async (admin) => {
    await admin.query('select pg_advisory_lock(hashtext($1))', [template]);
    const { rowCount } = await admin.query('select from pg_database where datname = $1 and datistemplate', [template]);
    if (rowCount) return;
    await admin.query(`drop database if exists "${template}" with (force)`);
    const { migratorUrl } = await provision(adminUrl, subgraph.name, SECRET, template);
    await migrate(subgraph, migratorUrl);
    await admin.query(`alter database "${template}" with is_template true allow_connections false`);
  });
  return template;
}

/** The text of all migrations and first values of numbers: of their files where the package has them, since a class does not show the SQL it refers to. */
function migrationsOf(subgraph: SubgraphDefinition): string {
  const folder = path.join(subgraph.dir, 'migrations');
  const files = existsSync(folder) ? readdirSync(folder).sort() : [];
  const numbers = JSON.stringify(subgraph.numbers ?? {});
  return [
    numbers,
    ...allMigrations(subgraph).map(String),
    ...files.map((file) => readFileSync(path.join(folder, file), 'utf8')),
  ].join('\n');
}

async function asAdmin<Result>(adminUrl: string, work: (admin: pg.Client) => Promise<Result>): Promise<Result> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

/**
 * A pool that was closed may still be saying goodbye; a forced drop would end its sessions with an error that nobody
 * listens to any more. The server itself waits some seconds for them, and only who stays longer is thrown out.
 */
async function dropDatabase(admin: pg.Client, database: string): Promise<void> {
  await admin
    .query(`drop database if exists "${database}"`)
    .catch(() => admin.query(`drop database if exists "${database}" with (force)`));
}
