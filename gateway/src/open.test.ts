import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildClientSchema, getIntrospectionQuery, printSchema } from 'graphql';
import { people, places } from '../test/city.ts';
import { eventually, type GatewayUnderTest, withAsk } from '../test/gateway.ts';
import { type FixtureSubgraph, startSubgraph } from '../test/subgraph.ts';
import { compose } from './supergraph/compose.ts';

const BIN = path.resolve(import.meta.dirname, '../bin/gateway.mjs');

let subgraphs: FixtureSubgraph[];
let file: string;
let child: ChildProcess;
let gateway: GatewayUnderTest;

const supergraph = (placesSdl = places.sdl) =>
  compose([
    { name: 'people', url: subgraphs[0]?.url ?? '', sdl: people.sdl },
    { name: 'places', url: subgraphs[1]?.url ?? '', sdl: placesSdl },
  ]);

async function run(...args: string[]): Promise<{ process: ChildProcess; output: () => string }> {
  const process_ = spawn(process.execPath, [BIN, ...args], {
    // Not the folder of the project: the command is given anywhere.
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [process_.stdout, process_.stderr])
    stream?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
  return { process: process_, output: () => text };
}

/** The command first compiles what has changed, on a fresh checkout all packages (`npm test` has done so before), in seconds at most. */
const COMPILED_WITHIN = 900;

beforeAll(
  async () => {
    subgraphs = [await startSubgraph('people', people), await startSubgraph('places', places)];
    file = path.join(mkdtempSync(path.join(tmpdir(), 'gateway-')), 'supergraph.graphql');
    writeFileSync(file, supergraph());
    const started = await run('--supergraph', file, '--port', '0', '--open');
    child = started.process;
    await eventually(() => expect(started.output()).toMatch(/answers at \S+\/graphql/), COMPILED_WITHIN);
    const url = /answers at (\S+)\/graphql/.exec(started.output())?.[1] ?? '';
    gateway = withAsk({ url, port: Number(new URL(url).port), stop: async () => {} });
  },
  2 * COMPILED_WITHIN * 1000,
);
afterAll(async () => {
  child.kill('SIGTERM');
  await once(child, 'exit');
  await Promise.all(subgraphs.map((part) => part.stop()));
});

test('a given supergraph is served to everybody, whatever its rules, and with any token', async () => {
  const answer = await gateway.ask('{ persons { id phone callSign mood } secretPlace { title } }', { token: 'nonsense' });
  expect(answer.errors).toEqual([]);
  expect(answer.data).toMatchObject({
    persons: [{ phone: '010', callSign: 'sign 010' }, {}, {}],
    secretPlace: { title: 'Cellar' },
  });
  expect(subgraphs[0]?.calls.at(-1)?.headers.authorization).toBeUndefined();
});

test('the scalars of a given supergraph are its own, whatever they are called', async () => {
  expect(await gateway.ask('{ pay(amount: "1.5 yuan") }')).toMatchObject({ errors: [], data: { pay: '1.5 yuan' } });
});

test('the compiled gateway serves the page from where the console is built', async () => {
  const assets = path.resolve(import.meta.dirname, '../console/dist/assets');
  const built = path.join(assets, `${randomUUID()}.txt`);
  const made = mkdirSync(assets, { recursive: true });
  try {
    writeFileSync(built, 'built');
    const response = await fetch(`${gateway.url}/assets/${path.basename(built)}`);
    expect([response.status, await response.text()]).toEqual([200, 'built']);
  } finally {
    rmSync(made ?? built, { recursive: true });
  }
});

test('it answers introspection, /health and /ready', async () => {
  const whole = await gateway.ask(getIntrospectionQuery());
  expect(printSchema(buildClientSchema(whole.data as never))).toContain('type Person');
  expect((await gateway.ask('{ __schema { queryType { name } } }')).data).toEqual({ __schema: { queryType: { name: 'Query' } } });
  expect((await fetch(`${gateway.url}/health`)).status).toBe(200);
  expect((await fetch(`${gateway.url}/ready`)).status).toBe(200);
});

test('a changed file is loaded, a broken one refused', async () => {
  const sdl = places.sdl.replace('type Query {', 'type Query { fresh: String');
  subgraphs[1]?.release({ ...places, sdl });
  writeFileSync(file, supergraph(sdl));
  await eventually(async () => expect((await gateway.ask('{ fresh }')).data).toEqual({ fresh: null }));
  writeFileSync(file, 'type Query {');
  await eventually(async () => expect(await (await fetch(`${gateway.url}/metrics`)).text()).toContain('outcome="refused"'));
  expect((await gateway.ask('{ hello fresh }')).data).toEqual({ hello: 'hello', fresh: null });
});

test.each([
  [['--supergraph', 'x.graphql'], /go together/],
  [['--supergraph', '/nowhere.graphql', '--open', '--port', '0'], /nowhere\.graphql/],
  [['--nonsense'], /nonsense/],
  [[], /SUBGRAPHS is missing[\s\S]*OIDC_ISSUER is missing/],
])('started with %j it says what is wrong and ends', async (args, reason) => {
  const started = await run(...args);
  const [code] = (await once(started.process, 'exit')) as [number];
  expect(code).toBe(1);
  expect(started.output()).toMatch(reason);
});
