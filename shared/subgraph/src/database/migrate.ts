import { createRequire } from 'node:module';
import { runMigrations as installWorker } from 'graphile-worker';
import type { SubgraphDefinition } from '../define.ts';
import { ruleNumbersMigration, writeFirstValues } from '../rule-numbers/migration.ts';
import { auditAnchorsMigration } from './auditAnchorsMigration.ts';
import { auditLostMigration } from './auditLostMigration.ts';
import { auditMigration } from './auditMigration.ts';
import { calendarLoopMigration, calendarMigration } from './calendarMigration.ts';
import { DatabaseConnection } from './databaseConnection.ts';
import { createDataSource } from './dataSource.ts';
import { deliveriesMigration } from './deliveriesMigration.ts';
import { erasedMigration } from './erasedMigration.ts';
import { houseMigration } from './house.ts';
import { knownMigration } from './knownMigration.ts';
import { mergeMigration } from './mergeMigration.ts';
import { peopleMigration } from './peopleMigration.ts';
import { appRole } from './provision.ts';

/** The version of the job queue, which is noted with its tables: another one may have other tables. */
const { version: WORKER } = createRequire(import.meta.url)('graphile-worker/package.json') as { version: string };

/**
 * Brings a subgraph's database to its newest state: the job queue, the tables every subgraph has, then its own. Of processes that start at once one
 * does it, and the others wait.
 */
export async function migrate(subgraph: SubgraphDefinition, migratorUrl: string): Promise<void> {
  const client = new DatabaseConnection({ connectionString: migratorUrl });
  await client.connect();
  try {
    if (await isMigrated(subgraph, client)) return;
    // The end of the connection frees the lock.
    await client.query("select pg_advisory_lock(hashtextextended('migrate', 0))");
    if (!(await isMigrated(subgraph, client))) await migrateAlone(subgraph, migratorUrl);
  } finally {
    await client.end();
  }
}

async function migrateAlone(subgraph: SubgraphDefinition, migratorUrl: string): Promise<void> {
  await installWorker({ connectionString: migratorUrl });
  await withMigrator(subgraph, migratorUrl, async (dataSource) => {
    await dataSource.query(workerGrants(appRole(subgraph.name)));
    await dataSource.runMigrations();
    await writeFirstValues(subgraph, dataSource);
    await dataSource.query(`comment on schema graphile_worker is '${WORKER}'`);
  });
}

/** What most starts find, told by one statement: nothing is to be done. */
async function isMigrated(subgraph: SubgraphDefinition, client: DatabaseConnection): Promise<boolean> {
  try {
    const { rows } = await client.query<{ worker: string | null; done: string[]; numbers: string[] }>(
      `select obj_description(to_regnamespace('graphile_worker'), 'pg_namespace') as worker,
         array(select name from migrations) as done, array(select name from rule_number where set_by is null) as numbers`,
    );
    const [found] = rows;
    const done = new Set(found?.done);
    return (
      found?.worker === WORKER && allMigrations(subgraph).every((Migration) => done.has(new Migration().name ?? Migration.name))
    );
  } catch (error) {
    if ((error as { code?: string }).code === UNDEFINED_TABLE) return false;
    throw error;
  }
}

const UNDEFINED_TABLE = '42P01';

/** Takes back every migration, newest first; for the test that each one can be undone and done again. */
export async function migrateDown(subgraph: SubgraphDefinition, migratorUrl: string): Promise<void> {
  await withMigrator(subgraph, migratorUrl, async (dataSource) => {
    const steps = allMigrations(subgraph).length;
    for (let step = 0; step < steps; step++) await dataSource.undoLastMigration();
  });
}

/** The migrations of the tables that every subgraph has, then its own. */
export const allMigrations = (subgraph: SubgraphDefinition): SubgraphDefinition['migrations'] => [
  houseMigration(subgraph),
  peopleMigration(subgraph),
  mergeMigration(subgraph),
  ruleNumbersMigration(subgraph),
  auditMigration(subgraph),
  deliveriesMigration(subgraph),
  calendarMigration(subgraph),
  calendarLoopMigration(),
  knownMigration(),
  auditAnchorsMigration(),
  auditLostMigration(),
  erasedMigration(subgraph),
  ...subgraph.migrations,
];

async function withMigrator(
  subgraph: SubgraphDefinition,
  url: string,
  work: (dataSource: ReturnType<typeof createDataSource>) => Promise<void>,
): Promise<void> {
  const migrations = [...allMigrations(subgraph)];
  // An index on a table of millions of rows takes its time.
  const dataSource = await createDataSource({ url, entities: [], migrations, poolSize: 1, statementTimeoutMs: 0 }).initialize();
  try {
    await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

/** The queue's tables have row security on, so that only their owner sees rows; the service works on them as itself. */
const workerGrants = (role: string): string => `
  grant usage on schema graphile_worker to ${role};
  grant select, insert, update, delete on all tables in schema graphile_worker to ${role};
  grant usage, select on all sequences in schema graphile_worker to ${role};
  grant execute on all functions in schema graphile_worker to ${role};
  do $$
  declare secured regclass;
  begin
    for secured in
      select c.oid::regclass from pg_class c
      where c.relnamespace = 'graphile_worker'::regnamespace and c.relrowsecurity
        and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'service')
    loop
      execute format('create policy service on %s to ${role} using (true) with check (true)', secured);
    end loop;
  end $$;`;
