import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startPostgres } from './postgres.ts';

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'postgres-test-'));
afterAll(() => fs.rmSync(dir, { recursive: true, force: true }));

async function query<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Starts a PostgreSQL in a process of its own, as a launcher would, and gives both process ids. */
async function launchElsewhere() {
  const program = `import { startPostgres } from ${JSON.stringify(path.resolve('local/postgres.ts'))};
    const postgres = await startPostgres({ dir: ${JSON.stringify(dir)} });
    process.stdout.write(JSON.stringify({ pid: postgres.pid, url: postgres.url }));
    setInterval(() => {}, 1000);`;
  const launcher = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [chunk] = (await once(launcher.stdout, 'data')) as [Buffer];
  return { launcher, ...(JSON.parse(chunk.toString()) as { pid: number; url: string }) };
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !/\) Z /.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

test('keeps its data between starts, and collates and counts time alike everywhere', async () => {
  const first = await startPostgres({ dir });
  await query(first.url, 'create table kept (id int)');
  await query(first.url, 'insert into kept values (1)');
  await first.stop();
  await first.ended;
  const second = await startPostgres({ dir });
  expect(await query(second.url, 'select id from kept')).toEqual([{ id: 1 }]);
  expect(await query(second.url, 'show timezone')).toEqual([{ TimeZone: 'UTC' }]);
  expect(await query(second.url, 'select datcollate, datlocale from pg_database where datname = current_database()')).toEqual([
    { datcollate: 'C', datlocale: 'C.UTF-8' },
  ]);
  await second.stop();
});

test('loses nothing acknowledged when it is killed, and starts again beside the dead lock file', async () => {
  const first = await startPostgres({ dir });
  await query(first.url, 'insert into kept values (2)');
  process.kill(first.pid, 'SIGKILL');
  await first.ended;
  const second = await startPostgres({ dir });
  expect(await query(second.url, 'select id from kept order by id')).toEqual([{ id: 1 }, { id: 2 }]);
  await second.stop();
});

test('ends with its launcher, however that ends', async () => {
  const { launcher, pid, url } = await launchElsewhere();
  await query(url, 'select 1');
  launcher.kill('SIGKILL');
  await once(launcher, 'exit');
  // The next start waits for the old server, which is still shutting down.
  const next = await startPostgres({ dir });
  expect(isAlive(pid)).toBe(false);
  await next.stop();
});

test('takes the data over from a server that lost its launcher and its leash', async () => {
  const { launcher, pid } = await launchElsewhere();
  const leash = Number(fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ')[3]);
  process.kill(launcher.pid as number, 'SIGSTOP');
  process.kill(leash, 'SIGKILL');
  const next = await startPostgres({ dir });
  expect(isAlive(pid)).toBe(false);
  expect(await query(next.url, 'select count(*)::int from kept')).toEqual([{ count: 2 }]);
  await next.stop();
  process.kill(launcher.pid as number, 'SIGKILL');
});

test('tells in the words of the server why it cannot start', async () => {
  await expect(startPostgres({ dir, settings: { shared_buffers: 'nonsense' } })).rejects.toThrow(
    /invalid value for parameter "shared_buffers"/,
  );
});
