import { generateKeyPairSync } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@union-graph/testing';
import pg from 'pg';
import { roleFaults } from '../src/database/roleFaults.ts';
import { openSubgraph, SettingsError } from '../src/index.ts';
import { board } from './fixture/board.ts';

const ROLE = `role_faults_${process.pid}`;

let database: TestDatabase;
let admin: pg.Client;
/** As the administrator of the server, at the database of the test. */
const adminUrl = () => {
  const url = new URL(process.env.TEST_POSTGRES_URL as string);
  url.pathname = new URL(database.appUrl).pathname;
  return url.href;
};
const ownUrl = () => {
  const url = new URL(database.appUrl);
  url.username = ROLE;
  url.password = 'own';
  return url.href;
};

beforeAll(async () => {
  database = await createTestDatabase(board);
  admin = new pg.Client({ connectionString: adminUrl() });
  await admin.connect();
  await admin.query(`create role ${ROLE} login password 'own'`);
  await admin.query(`grant connect on database "${new URL(database.appUrl).pathname.slice(1)}" to ${ROLE}`);
});
afterAll(async () => {
  await admin.query(`drop owned by ${ROLE} cascade`);
  await admin.query(`drop role ${ROLE}`);
  await admin.end();
  await database.drop();
});

async function faultsOf(connectionString: string): Promise<string[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await roleFaults(async (text, values) => (await client.query(text, values)).rows, board.appendOnly);
  } finally {
    await client.end();
  }
}

test('the role that a service is made with may work', async () => {
  expect(await faultsOf(database.appUrl)).toEqual([]);
});

test('a superuser and the owner of the tables may not', async () => {
  expect(await faultsOf(adminUrl())).toEqual([expect.stringMatching(/^The role ".+" of DATABASE_URL is a superuser: .+\.$/)]);
  expect(await faultsOf(database.migratorUrl)).toEqual([
    expect.stringMatching(/^The role "board_migrator" of DATABASE_URL owns tables, their schema or the database: /),
  ]);
});

test.each<[right: string, give: string, take: string, reason: RegExp]>([
  ['bypassing row security', `alter role ${ROLE} bypassrls`, `alter role ${ROLE} nobypassrls`, /may create roles or bypass/],
  ['creating roles', `alter role ${ROLE} createrole`, `alter role ${ROLE} nocreaterole`, /may create roles or bypass/],
  ['acting as the owner', `grant board_migrator to ${ROLE}`, `revoke board_migrator from ${ROLE}`, /may act as "board_migrator"/],
  [
    'owning one table',
    `create table owned_alone (); alter table owned_alone owner to ${ROLE}`,
    'drop table owned_alone',
    /owns tables/,
  ],
  ['changing the audit', `grant update on audit_event to ${ROLE}`, `revoke all on audit_event from ${ROLE}`, /"audit_event"/],
  [
    'emptying what only grows',
    `grant truncate on heard to ${ROLE}`,
    `revoke all on heard from ${ROLE}`,
    /"heard", which may only/,
  ],
  ['writing everywhere', `grant pg_write_all_data to ${ROLE}`, `revoke pg_write_all_data from ${ROLE}`, /"audit_event"/],
])('%s is told as a fault, in one sentence', async (_, give, take, reason) => {
  expect(await faultsOf(ownUrl())).toEqual([]);
  await admin.query(give);
  const faults = await faultsOf(ownUrl());
  await admin.query(take);
  expect(faults).toEqual([expect.stringMatching(reason)]);
});

test('a role that acts as a weaker one is judged by itself', async () => {
  const url = new URL(database.migratorUrl);
  url.searchParams.set('options', '-c role=board_migrator');
  await admin.query(`grant board_migrator to ${ROLE}`);
  url.username = ROLE;
  url.password = 'own';
  const faults = await faultsOf(url.href);
  await admin.query(`revoke board_migrator from ${ROLE}`);
  expect(faults).toEqual([expect.stringContaining(`The role "${ROLE}"`)]);
});

test('where it is to look, a service does not start with such a role', async () => {
  const key = { ...generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }), kid: 'gateway', alg: 'EdDSA' };
  const { d: _, ...publicKey } = key;
  const open = (databaseUrl: string) =>
    openSubgraph(board, {
      host: '127.0.0.1',
      port: 0,
      databaseUrl,
      migratorUrl: null,
      checksRole: true,
      passportKeys: { keys: [publicKey] },
      serviceKey: key,
      subscribers: [],
      cursorSecrets: ['0123456789abcdef'.repeat(2)],
      allowTestClock: false,
      logLevel: 'silent',
    });
  for (const url of [database.migratorUrl, adminUrl()]) await expect(open(url)).rejects.toThrow(SettingsError);
  await (await open(database.appUrl)).stop();
});
