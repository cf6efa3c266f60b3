import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  allMigrations,
  databaseName,
  migrate,
  migratorRole,
  provision,
  restrictConnections,
  type SubgraphDefinition,
} from '@union-graph/subgraph';
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
  const template = await templateOf(adminUrl, subgraph);
  const database = `${template.name}_${randomBytes(6).toString('hex')}`;
  await asAdmin(adminUrl, async (admin) => {
    // To copy the files takes less processor time than to write each page to the log, as is usual.
    await admin.query(
      `create database "${database}" template "${template.name}" strategy file_copy owner "${migratorRole(subgraph.name)}"`,
    );
    await restrictConnections(admin, database, subgraph.name);
  });
  return {
    appUrl: urlOf(template.appUrl, database),
    migratorUrl: urlOf(template.migratorUrl, database),
    drop: () => asAdmin(adminUrl, (admin) => dropDatabase(admin, database)),
  };
}

/** A migrated, empty database that nobody connects to, with the URLs of its roles. */
interface Template {
  readonly name: string;
  readonly appUrl: string;
  readonly migratorUrl: string;
}

const templates = new WeakMap<SubgraphDefinition, Promise<Template>>();

/** The template of a definition; looked up once in a process, since its name is computed from the text of all migrations. */
function templateOf(adminUrl: string, subgraph: SubgraphDefinition): Promise<Template> {
  const template = templates.get(subgraph) ?? ensureTemplate(adminUrl, subgraph);
  templates.set(subgraph, template);
  return template;
}

/** One template a subgraph and set of migrations; the lock lets one process make it while the others wait. */
async function ensureTemplate(adminUrl: string, subgraph: SubgraphDefinition): Promise<Template> {
  const name = `${databaseName(subgraph.name)}_${createHash('sha1').update(migrationsOf(subgraph)).digest('hex').slice(0, 10)}`;
  return asAdmin(adminUrl, async (admin) => {
    await admin.query('select pg_advisory_lock(hashtext($1))', [name]);
    const { rowCount } = await admin.query('select from pg_database where datname = $1 and datistemplate', [name]);
    if (!rowCount) await admin.query(`drop database if exists "${name}" with (force)`);
    const urls = await provision(adminUrl, subgraph.name, SECRET, name);
    if (rowCount) return { name, ...urls };
    await migrate(subgraph, urls.migratorUrl);
    await admin.query(`alter database "${name}" with is_template true allow_connections false`);
    return { name, ...urls };
  });
}

/** The same URL for another database. */
function urlOf(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
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
