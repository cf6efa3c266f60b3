import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { eventually } from '@union-graph/testing';
import pg from 'pg';
import { freePort } from '../ports.ts';
import { type HouseOptions, type RunningHouse, startHouse } from './house.ts';
import { readOptions } from './options.ts';
import { SERVICES, variable } from './services.ts';

const SERVICE = 'infra/local/launcher/testing/service.mjs';
const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'house-test-'));
const running: RunningHouse[] = [];
let ports: Record<string, string>;
let said: string[];

beforeEach(async () => {
  said = [];
  const free = await Promise.all(SERVICES.map(async (name) => [`${variable(name)}_PORT`, String(await freePort())] as const));
  ports = Object.fromEntries(free);
});
afterEach(async () => {
  for (const house of running.splice(0)) await house.stop();
});
afterAll(() => fs.rmSync(dataDir, { recursive: true, force: true }));

const options = (args: string[], env: Record<string, string> = {}): HouseOptions => ({
  ...readOptions(args, { ...ports, DATA_DIR: dataDir }),
  env: { PATH: process.env.PATH, ...env },
  say: (line) => said.push(line),
  entries: Object.fromEntries(SERVICES.map((name) => [name, SERVICE])),
  demo: false,
  readyWithinMs: 200_000,
});

async function start(args: string[], env?: Record<string, string>, demo = false): Promise<RunningHouse> {
  const house = await startHouse({ ...options(args, env), demo });
  running.push(house);
  return house;
}

const environmentAt = async (port: string | undefined) =>
  (await fetch(`http://127.0.0.1:${port}/environment`)).json() as Promise<Record<string, string>>;

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !/\) Z /.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

test('gives each service its own database, key and port, and the gateway everybody’s address', async () => {
  await start(['--only', 'venues,gateway']);
  const venues = await environmentAt(ports.VENUES_PORT);
  expect(new URL(venues.DATABASE_URL as string)).toMatchObject({ username: 'venues_app', pathname: '/venues' });
  expect(new URL(venues.MIGRATOR_DATABASE_URL as string)).toMatchObject({ username: 'venues_migrator', pathname: '/venues' });
  expect(JSON.parse(venues.SERVICE_KEY as string)).toMatchObject({ kid: 'venues', d: expect.any(String) });
  const trusted = JSON.parse(venues.PASSPORT_JWKS as string) as { keys: { kid: string; d?: string }[] };
  expect(trusted.keys.map(({ kid }) => kid)).toEqual([
    'gateway',
    'organisation',
    'mediation',
    'training',
    'venues',
    'warmth-fund',
    'governance',
  ]);
  expect(trusted.keys.some((key) => 'd' in key)).toBe(false);
  const gateway = await environmentAt(ports.GATEWAY_PORT);
  expect(gateway.SUBGRAPHS).toContain(`venues=http://127.0.0.1:${ports.VENUES_PORT}/graphql`);
  expect(gateway.OIDC_ISSUER).toBe(`http://127.0.0.1:${ports.IDENTITY_PORT}`);
  expect(gateway.DATABASE_URL).toContain('/governance');
});

test('lets a service into no database but its own', async () => {
  const house = await start(['--only', 'venues,training']);
  const url = new URL(house.databases.urls.venues?.appUrl as string);
  url.pathname = '/training';
  await expect(new pg.Client({ connectionString: url.href }).connect()).rejects.toThrow(
    /permission denied for database "training"/,
  );
});

test('keeps the databases of each data set apart', async () => {
  const house = await start(['--only', 'venues', '--data', 'city'], undefined, false);
  expect(new URL(house.databases.urls.venues?.appUrl as string).pathname).toBe('/venues_city');
});

test('uses a team’s own database, and starts no PostgreSQL when there is nothing to keep in it', async () => {
  const house = await start(['--only', 'venues'], { VENUES_DATABASE_URL: 'postgres://me:pw@db.example/mine' }, true);
  expect(house.databases.postgres).toBeUndefined();
  const venues = await environmentAt(ports.VENUES_PORT);
  expect(venues.DATABASE_URL).toBe('postgres://me:pw@db.example/mine');
  expect(venues.MIGRATOR_DATABASE_URL).toBeUndefined();
  expect(said.join('\n')).toMatch(/VENUES_MIGRATOR_DATABASE_URL: no demo data is loaded/);
});

test('names a taken port and the way round', async () => {
  const squatter = net.createServer().listen(Number(ports.VENUES_PORT), '127.0.0.1');
  await once(squatter, 'listening');
  const port = Number(ports.VENUES_PORT);
  await expect(start(['--only', 'venues,training'])).rejects.toThrow(
    `Port ${port} (venues) is taken. Free it, or use another: VENUES_PORT=${port + 100} npm start`,
  );
  squatter.close();
});

test('refuses a second start on the same data', async () => {
  await start(['--only', 'identity']);
  const launcher = launch(['--only', 'venues']);
  const [message] = (await once(launcher.stderr, 'data')) as [Buffer];
  expect(message.toString()).toMatch(/Another start is running/);
  await once(launcher, 'exit');
});

test('starts a killed service and a killed PostgreSQL again, and says so', async () => {
  const house = await start(['--only', 'venues']);
  const first = house.children.venues?.pid as number;
  process.kill(first, 'SIGKILL');
  process.kill(house.databases.postgres?.pid as number, 'SIGKILL');
  await eventually(() => said.some((line) => line.startsWith('PostgreSQL is back')));
  await eventually(() =>
    fetch(`http://127.0.0.1:${ports.VENUES_PORT}/ready`).then(
      (answer) => answer.ok,
      () => false,
    ),
  );
  expect(house.children.venues).toMatchObject({ restarts: 1 });
  expect(house.children.venues?.pid).not.toBe(first);
  expect(said).toContain('venues ended (SIGKILL); starting it again at once');
  const client = new pg.Client({ connectionString: house.databases.urls.venues?.appUrl });
  await client.connect();
  await client.end();
});

test('stops everything it started', async () => {
  const house = await startHouse(options(['--only', 'venues,identity']));
  const pids = [house.children.venues?.pid, house.children.identity?.pid, house.databases.postgres?.pid] as number[];
  expect(pids.map(isAlive)).toEqual([true, true, true]);
  await house.stop();
  expect(pids.map(isAlive)).toEqual([false, false, false]);
});

/** A launcher in a process of its own. */
function launch(args: string[], env: Record<string, string> = {}) {
  return spawn(process.execPath, ['--import', 'tsx', 'local/launcher/testing/launch.ts', ...args], {
    env: { ...process.env, ...ports, ...env, DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

test('leaves no orphan when the launcher is killed, and the next start recovers', async () => {
  const launcher = launch([]);
  const [line] = (await once(launcher.stdout, 'data')) as [Buffer];
  const pids = JSON.parse(line.toString()) as number[];
  expect(pids).toHaveLength(8);
  expect(pids.every(isAlive)).toBe(true);
  launcher.kill('SIGKILL');
  await once(launcher, 'exit');
  // At once: the old services still hold their ports.
  const house = await start([]);
  expect(Object.values(house.readiness).every(({ ready }) => ready)).toBe(true);
  await eventually(() => !pids.some(isAlive));
});

test('leaves no orphan even of a service that hangs when it is asked to stop', async () => {
  const launcher = launch(['--only', 'venues'], { STUBBORN: '1' });
  const [line] = (await once(launcher.stdout, 'data')) as [Buffer];
  const pids = JSON.parse(line.toString()) as number[];
  launcher.kill('SIGKILL');
  await eventually(() => !pids.some(isAlive));
});

test('starts over with new keys and empty databases', async () => {
  const first = await startHouse(options(['--only', 'venues']));
  const before = await environmentAt(ports.VENUES_PORT);
  const client = new pg.Client({ connectionString: before.MIGRATOR_DATABASE_URL });
  await client.connect();
  await client.query('create table leftover ()');
  await client.end();
  await first.stop();
  await start(['--only', 'venues', '--fresh']);
  const after = await environmentAt(ports.VENUES_PORT);
  expect(after.SERVICE_KEY).not.toBe(before.SERVICE_KEY);
  const next = new pg.Client({ connectionString: after.MIGRATOR_DATABASE_URL });
  await next.connect();
  expect((await next.query(`select to_regclass('leftover') as found`)).rows).toEqual([{ found: null }]);
  await next.end();
});
