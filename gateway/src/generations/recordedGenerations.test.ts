import { createTestDatabase, type TestDatabase } from '@union-graph/testing';
import pg from 'pg';
import { pino } from 'pino';
import { eventually } from '../../test/gateway.ts';
import { governance } from '../governance/builders.ts';
import { type RegistryWatcher, watchRegistry } from './watchRegistry.ts';

let database: TestDatabase;
let owner: pg.Client;
let registry: RegistryWatcher | null;
beforeEach(async () => {
  database = await createTestDatabase(governance);
  owner = new pg.Client(database.migratorUrl);
  await owner.connect();
  registry = watchRegistry(database.appUrl, pino({ level: 'silent' }));
});
afterEach(async () => {
  await registry?.stop();
  await owner.end();
  await database.drop();
});

const recorded = async () =>
  (await owner.query('select supergraph_hash as hash, state from graph_generation order by number')).rows.map(
    ({ hash, state }) => `${hash} ${state}`,
  );

test('a generation that could not be recorded is recorded when the database answers again; of several the last one', async () => {
  const { record, refresh } = registry as RegistryWatcher;
  await record({ supergraphHash: 'first', versionIds: [] });
  await owner.query('alter table graph_generation rename to away');
  await record({ supergraphHash: 'second', versionIds: [] });
  await record({ supergraphHash: 'third', versionIds: [] });
  await owner.query('alter table away rename to graph_generation');
  expect(await recorded()).toEqual(['first ACTIVE']);
  await refresh();
  await refresh();
  expect(await recorded()).toEqual(['first SUPERSEDED', 'third ACTIVE']);
});

test('a registry that cannot be read says so until it is read again, and the last known versions stay', async () => {
  const { current, refresh, isUnreadable } = registry as RegistryWatcher;
  await refresh();
  expect([current(), isUnreadable()]).toEqual([[], false]);
  await owner.query('alter table schema_version rename to away');
  await refresh();
  expect([current(), isUnreadable()]).toEqual([[], true]);
  await owner.query('alter table away rename to schema_version');
  await refresh();
  expect(isUnreadable()).toBe(false);
});

test('a registry that is stopped waits for the generation that is being recorded', async () => {
  await owner.query('begin');
  await owner.query('lock table graph_generation in exclusive mode');
  const { record, stop } = registry as RegistryWatcher;
  registry = null;
  void record({ supergraphHash: 'first', versionIds: [] });
  void record({ supergraphHash: 'last', versionIds: [] });
  const waiting = 'select from pg_locks where not granted';
  await eventually(async () => expect((await owner.query(waiting)).rowCount).toBeGreaterThan(0));
  const stopped = stop();
  await owner.query('commit');
  await stopped;
  expect(await recorded()).toEqual(expect.arrayContaining(['last ACTIVE']));
});
