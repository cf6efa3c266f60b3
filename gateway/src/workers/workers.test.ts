import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { people } from '../../test/city.ts';
import { eventually } from '../../test/gateway.ts';
import { type FixtureSubgraph, startSubgraph } from '../../test/subgraph.ts';
import { openFaults } from '../config.ts';
import { compose } from '../supergraph/compose.ts';
import { createPauses } from './pauses.ts';

const BIN = path.resolve(import.meta.dirname, '../../bin/gateway.mjs');
/** The command first compiles what has changed. */
const COMPILED_WITHIN = 900;
/** Between the requests of one client: other tests run on the same machine. */
const PAUSE_MS = 10;

test('a worker is started again at once the first time, and later each time it ends soon after another one', () => {
  let now = 0;
  const pauses = createPauses(() => now);
  const soon = Array.from({ length: 8 }, () => {
    now += 1_000;
    return pauses.next();
  });
  expect(soon).toEqual([0, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  now += 100_000;
  expect(pauses.next()).toBe(0);
});

test.each([
  ['0', true],
  ['257', true],
  ['-1', true],
  ['two', true],
  ['1.5', true],
  ['', false],
  ['256', false],
  ['auto', false],
])('WORKERS=%s is refused: %s', (workers, isRefused) => {
  expect(openFaults({ WORKERS: workers })).toEqual(
    isRefused ? [expect.stringContaining('WORKERS is "auto" or a whole number from 1 to 256')] : [],
  );
});

describe('several workers on one port', () => {
  let subgraph: FixtureSubgraph;
  let folder: string;
  const children: ChildProcess[] = [];
  beforeAll(async () => {
    subgraph = await startSubgraph('people', people);
    folder = mkdtempSync(path.join(tmpdir(), 'gateway-'));
    writeFileSync(path.join(folder, 'graph'), compose([{ name: 'people', url: subgraph.url, sdl: people.sdl }]));
  });
  afterEach(async () => {
    for (const child of children.splice(0)) {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
    }
  });
  afterAll(async () => {
    await subgraph.stop();
    rmSync(folder, { recursive: true });
  });

  /** Starts the command, with what it has said so far. */
  function run(env: Readonly<Record<string, string>>, ...more: string[]) {
    const child = spawn(process.execPath, [BIN, '--supergraph', path.join(folder, 'graph'), '--port', '0', '--open', ...more], {
      env: { PATH: process.env.PATH, LOG_LEVEL: 'info', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const pids = () => [...said.matchAll(/"pid":\d+[^\n]*?"pid":(\d+),"msg":"a worker serves"/g)].map(([, pid]) => Number(pid));
    return { child, said: () => said, pids };
  }

  async function served(workers: number) {
    const running = run({ WORKERS: String(workers) });
    await eventually(() => expect(running.pids()).toHaveLength(workers), COMPILED_WITHIN);
    const url = /answers at (\S+)\/graphql/.exec(running.said())?.[1] ?? '';
    return { ...running, url };
  }

  /** Asks on a connection of its own, or on those of an agent. */
  async function ask(url: string, dispatcher?: Agent) {
    const own = dispatcher ?? new Agent();
    const { statusCode, body } = await request(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ persons { id } }"}',
      dispatcher: own,
    });
    const answer = (await body.json()) as { data?: { persons: unknown[] } };
    if (!dispatcher) await own.close();
    return { statusCode, persons: answer.data?.persons.length };
  }

  const answered = async (url: string): Promise<number> => {
    const text = await (await fetch(`${url}/metrics`)).text();
    const counts = [...text.matchAll(/^http_request_duration_seconds_count\{([^}]*route="\/graphql"[^}]*)\} (\d+)$/gm)];
    expect(counts.map(([, labels]) => labels)).toEqual([expect.stringContaining('service="gateway"')]);
    return Number(counts[0]?.[2]);
  };

  test('share the connections, and tell their metrics added up', async () => {
    const { url, child } = await served(2);
    for (let n = 0; n < 20; n++) expect(await ask(url)).toEqual({ statusCode: 200, persons: 3 });
    // Each scrape meets one worker or the other, and both tell the same.
    for (let n = 0; n < 4; n++) expect(await answered(url)).toBe(20);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    await expect(ask(url)).rejects.toThrow();
  });

  test('get the same number of connections each, also of a few that stay open', async () => {
    const { url, said } = await served(2);
    const clients = Array.from({ length: 16 }, () => new Agent({ connections: 1 }));
    for (const client of clients) expect((await ask(url, client)).statusCode).toBe(200);
    // Each connection is asked twice: it stays where it is.
    await Promise.all(clients.map((client) => ask(url, client)));
    const answeredBy = (slot: number) =>
      said()
        .split('\n')
        .filter((line) => line.includes(`"worker":${slot},`) && line.includes('"msg":"operation"'));
    const counts = () => [answeredBy(1).length, answeredBy(2).length] as const;
    await eventually(() => expect(counts()).toEqual([16, 16]));
    // Those of a client that goes leave room for the next ones, as soon as the process that deals them out has heard of it.
    for (const client of clients) await client.close();
    await eventually(async () => {
      const [first, second] = counts();
      const next = Array.from({ length: 4 }, () => new Agent({ connections: 1 }));
      for (const client of next) await ask(url, client);
      await eventually(() => expect(counts()[0] + counts()[1]).toBe(first + second + 4));
      for (const client of next) await client.close();
      expect(counts()).toEqual([first + 2, second + 2]);
    });
  });

  test('are replaced one by one without a lost request', async () => {
    const { url, child, pids } = await served(2);
    const agent = new Agent({ connections: 8, pipelining: 1 });
    let isAsking = true;
    const answers = Promise.all(
      Array.from({ length: 8 }, async () => {
        const codes: number[] = [];
        while (isAsking) {
          codes.push((await ask(url, agent)).statusCode);
          await setTimeout(PAUSE_MS);
        }
        return codes;
      }),
    );
    const before = pids();
    child.kill('SIGHUP');
    await eventually(() => expect(pids()).toHaveLength(4));
    await eventually(() => {
      for (const pid of before) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    });
    isAsking = false;
    const codes = (await answers).flat();
    expect(codes.length).toBeGreaterThan(0);
    expect(codes.filter((code) => code !== 200)).toEqual([]);
    // What was answered by those that ended is counted with the rest.
    expect(await answered(url)).toBe(codes.length);
    await agent.close();
  });

  test('one that is killed is started again, and the others serve meanwhile', async () => {
    const { url, pids } = await served(2);
    for (let n = 0; n < 10; n++) await ask(url);
    expect(await answered(url)).toBe(10);
    // Somebody asks all the time: what the killed worker had taken breaks off, and nothing waits for an answer.
    let isAsking = true;
    const asking = Promise.all(
      Array.from({ length: 8 }, async () => {
        while (isAsking) {
          await ask(url).catch(() => undefined);
          await setTimeout(PAUSE_MS);
        }
      }),
    );
    process.kill(pids()[0] as number, 'SIGKILL');
    await eventually(() => expect(pids()).toHaveLength(3));
    isAsking = false;
    await asking;
    for (let n = 0; n < 6; n++) expect((await ask(url)).statusCode).toBe(200);
    expect(new Set(pids()).size).toBe(3);
    expect(await answered(url)).toBeGreaterThanOrEqual(16);
  });

  test('end with the process that started them, however it ends', async () => {
    const { child, pids } = await served(2);
    child.kill('SIGKILL');
    await eventually(() => {
      for (const pid of pids()) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    });
  });

  test('none starts on a port in use, and the command says so', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const { child, said } = run({ WORKERS: '2' }, '--port', String(port));
    expect(await once(child, 'exit')).toEqual([1, null]);
    expect(said()).toContain('EADDRINUSE');
    other.close();
  });
});
