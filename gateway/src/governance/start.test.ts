import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compiledProgram, createTestDatabase, type TestDatabase } from '@union-graph/testing';
import pg from 'pg';
import { eventually, gatewayKeys } from '../../test/gateway.ts';
import { governance } from './builders.ts';

const GATEWAY = path.resolve(import.meta.dirname, '../..');

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(governance);
});
afterAll(() => database.drop());

/** A gateway in production on this database, with everything else as it must be. */
async function start(databaseUrl: string): Promise<{ child: ChildProcess; said: () => string }> {
  const { serviceKey } = await gatewayKeys();
  const child = spawn(process.execPath, [...compiledProgram(path.join(GATEWAY, 'src/main.ts')), '--port', '0'], {
    cwd: GATEWAY,
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      SUBGRAPHS: 'points=http://127.0.0.1:9/graphql',
      SERVICE_KEY: JSON.stringify(serviceKey),
      OIDC_ISSUER: 'https://sign-in.example',
      OIDC_AUDIENCE: 'https://graph.example',
      CURSOR_SECRETS: '0123456789abcdef'.repeat(2),
      WITNESS_FOLDER: path.join(tmpdir(), 'witness-of-no-gateway'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (text += String(chunk)));
  return { child, said: () => text };
}

/** The URL of the server's administrator at the same database. */
const superuserUrl = (): string => {
  const url = new URL(process.env.TEST_POSTGRES_URL as string);
  url.pathname = new URL(database.appUrl).pathname;
  return url.href;
};

test.each([
  ['a superuser', superuserUrl, /governance cannot start:\n {2}- The role ".+" of DATABASE_URL is a superuser: /],
  ['the owner of the tables', () => database.migratorUrl, /The role "governance_migrator" of DATABASE_URL owns tables/],
])('in production the gateway ends, with a sentence, when it signs in to its database as %s', async (_, urlOf, reason) => {
  const { child, said } = await start(urlOf());
  const [code] = await once(child, 'close');
  expect([code, said()]).toEqual([1, expect.stringMatching(reason)]);
});

test('it ends when it is told to, also while its database does not answer', async () => {
  const { child, said } = await start('postgres://governance_app:secret@127.0.0.1:9/governance');
  await eventually(() => {
    expect(said()).toContain('The graph answers at');
    expect(said()).toContain('the database does not answer yet');
  });
  child.kill('SIGTERM');
  expect(await once(child, 'close')).toEqual([0, null]);
});

test('where its database is not there at the start, it begins once there is one', async () => {
  const name = new URL(database.appUrl).pathname.slice(1);
  const rename = async (from: string, to: string) => {
    const admin = new pg.Client({ connectionString: process.env.TEST_POSTGRES_URL });
    await admin.connect();
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [from]);
    await admin.query(`alter database "${from}" rename to "${to}"`);
    await admin.end();
  };
  await rename(name, `${name}_away`);
  const { child, said } = await start(database.appUrl);
  await eventually(() => expect(said()).toMatch(/governance cannot start/));
  expect(said()).not.toContain('"msg":"ready"');
  await rename(`${name}_away`, name);
  await eventually(() => expect(said()).toContain('"msg":"ready"'));
  child.kill('SIGTERM');
  expect(await once(child, 'close')).toEqual([0, null]);
});

test('with a role that may only read and write rows it goes on', async () => {
  const { child, said } = await start(database.appUrl);
  await eventually(() => {
    expect(said()).toContain('"msg":"ready"');
    expect(said()).toContain('The graph answers at');
  });
  child.kill('SIGTERM');
  expect(await once(child, 'close')).toEqual([0, null]);
});
