import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type FixtureHouse, startFixtureHouse } from '../test/house.ts';
import { type Installed, installPacked } from '../test/pack.ts';
import { startSubgraph } from '../test/subgraph.ts';

// @slow

const NAME = 'ind-x';
const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@tag"])';
const PUB = '@tag(name: "pub")';
const OWN = `${LINK}
type Query { things: [Thing] ${PUB} }
type Thing @key(fields: "id") {
  id: ID! ${PUB}
  nameZh: String ${PUB}
}`;
const ORGANISATION = `${LINK} type Query { union(id: ID!): Union ${PUB} } type Union @key(fields: "id") { id: ID! ${PUB} nameZh: String ${PUB} }`;

let installed: Installed;
let house: FixtureHouse;
let own: { readonly url: string; stop(): Promise<void> };
let running: Running | null = null;
/** What the shared graph does. */
let shared: {
  generation: string;
  organisation: string;
  refusal: string | null;
  calls: { authorization?: string | undefined; query: string }[];
};

beforeAll(async () => {
  installed = installPacked({ withGateway: true });
  house = await startFixtureHouse();
  const key = execute('conformance', '--make-key', 'key.jwk');
  await key.ended;
  const { d: _, ...publicHalf } = JSON.parse(fs.readFileSync(path.join(installed.folder, 'key.jwk'), 'utf8'));
  own = await startSubgraph({ keys: [publicHalf] });
}, 120_000);
afterAll(async () => {
  await Promise.all([house.stop(), own.stop()]);
  installed.remove();
});
beforeEach(() => {
  shared = { generation: 'g1', organisation: ORGANISATION, refusal: null, calls: [] };
  write(OWN);
  house.answer = ({ query }) => {
    if (query.includes('mySubgraph')) return { data: { mySubgraph: { name: NAME, versions: { nodes: [] }, references: [] } } };
    if (query.includes('revokeDeveloperPassport')) return { data: { revokeDeveloperPassport: { passport: { id: 'p' } } } };
    const passport = { id: 'p', version: 1, expiresAt: '2013-10-19T18:00:00.000Z' };
    return { data: { issueDeveloperPassport: { passport, token: 'the-passport' } } };
  };
  house.develop = (request, body) => answerShared(request, body);
});
afterEach(async () => {
  running?.child.kill('SIGKILL');
  await running?.ended;
  running = null;
});

function answerShared({ url, headers }: IncomingMessage, body: string): readonly [number, object, string?] {
  if (shared.refusal !== null) return [401, { errors: [{ message: shared.refusal, extensions: { code: 'UNAUTHENTICATED' } }] }];
  if (url === '/development/schemas') {
    if (headers['if-none-match'] === `"${shared.generation}"`) return [304, {}];
    return [200, { generation: shared.generation, subgraphs: [{ name: 'organisation', sdl: shared.organisation }] }];
  }
  const { query } = JSON.parse(body) as { query: string };
  shared.calls.push({ authorization: headers.authorization, query });
  if (query.includes('secret'))
    return [403, { errors: [{ message: '"Union.secret" is closed.', extensions: { code: 'FIELD_NOT_ALLOWED' } }] }];
  return [200, { data: { union: { nameZh: '建筑工会' } } }];
}

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<number>;
  /** What it printed, on both streams. */
  said(): string;
}

function execute(...args: string[]): Running {
  const child = spawn(installed.bin, args, {
    cwd: installed.folder,
    env: {
      PATH: process.env.PATH,
      HOME: installed.folder,
      LANG: 'en',
      UNION_GRAPH_GATEWAY: house.url,
      UNION_GRAPH_TOKEN: 'token',
    },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
  const ended = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1)));
  return { child, ended, said: () => said };
}

const write = (sdl: string): void => fs.writeFileSync(path.join(installed.folder, 'schema.graphql'), sdl);
const startDev = (...more: string[]): Running => {
  running = execute('dev', '--port', '0', '--url', own.url, '--key', 'key.jwk', ...more);
  return running;
};
async function until<Found>(
  find: () => Found | null | undefined | false | Promise<Found | null | undefined | false>,
): Promise<Found> {
  for (const end = Date.now() + 30_000; ; ) {
    const found = await find();
    if (found) return found;
    if (Date.now() > end) throw new Error(`It did not happen. It said: ${running?.said()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
const urlOf = async ({ said }: Running): Promise<string> =>
  (await until(() => /(http:\/\/127\.0\.0\.1:\d+\/graphql) (?:answers|已启动)/.exec(said())))[1] as string;
async function ask(
  url: string,
  query: string,
): Promise<{ data: Record<string, never> | null; errors?: { message: string; extensions: { code: string } }[] }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as never;
}
const fieldsOfThing = async (url: string): Promise<string[]> => {
  const { data } = await ask(url, '{ __type(name: "Thing") { fields { name } } }');
  return (data as never as { __type: { fields: { name: string }[] } }).__type.fields.map(({ name }) => name);
};

test('the shared graph runs with the own subgraph in it, each called with the passport that is meant for it', async () => {
  const dev = startDev();
  const url = await urlOf(dev);
  expect(await ask(url, '{ things { nameZh } union(id: "u") { nameZh } }')).toEqual({
    data: { things: [{ nameZh: 'thing a' }, { nameZh: 'thing b' }], union: { nameZh: '建筑工会' } },
  });
  expect(shared.calls).toMatchObject([{ authorization: 'Developer the-passport' }]);
  expect(dev.said()).toMatch(/"ind-x" \(http.*\) beside the 1 other subgraphs/);
  expect(dev.said()).not.toContain('without a passport');
  dev.child.kill('SIGINT');
  expect(await dev.ended).toBe(0);
  expect(house.requests.at(-1)).toMatchObject({ variables: { input: { passportId: 'p', expectedVersion: 1 } } });
});

test('without a key it says that none of its calls carries a passport, and how to get one', async () => {
  running = execute('dev', '--port', '0', '--url', own.url);
  const url = await urlOf(running);
  expect(running.said()).toMatch(
    /called without a passport.*"union-graph conformance --make-key key\.jwk".*"union-graph dev --key key\.jwk"/,
  );
  const { errors } = await ask(url, '{ things { nameZh } }');
  expect(errors?.[0]?.message).toMatch(/^The service "ind-x" refused the call of the gateway\./);
});

test('a saved schema is served without an answer of the shared graph, which is asked every few seconds', async () => {
  const url = await urlOf(startDev());
  house.develop = () => [503, { errors: [{ message: 'not loaded' }] }];
  write(OWN.replace('nameZh: String', 'floors: Int @tag(name: "pub")\n  nameZh: String'));
  await until(async () => (await fieldsOfThing(url)).includes('floors'));
});

test.each<[string, string, RegExp]>([
  ['cannot be parsed', OWN.replace('nameZh: String', 'nameZh String'), /schema\.graphql:5 {2}Syntax Error/],
  ['does not compose', OWN.replace('nameZh: String', 'nameZh: Nowhere'), /schema\.graphql:5 {2}\[ind-x\] .*Nowhere/],
  [
    'contradicts another owner',
    `${OWN}\ntype Union @key(fields: "id") { id: ID! ${PUB}  nameZh: Int ${PUB} }`,
    /schema\.graphql:7 {2}.*Union\.nameZh/,
  ],
])('a schema that %s is reported with its line, and the last good one stays', async (_, wrong, said) => {
  const dev = startDev();
  const url = await urlOf(dev);
  await until(() => /served \(/.test(dev.said()));
  write(wrong);
  await until(() => said.test(dev.said()));
  expect(dev.said()).toMatch(/not served; the last good one stays/);
  expect((await ask(url, '{ things { nameZh } }')).data).toEqual({ things: [{ nameZh: 'thing a' }, { nameZh: 'thing b' }] });
  write(OWN.replace('nameZh: String', 'floors: Int @tag(name: "pub")\n  nameZh: String'));
  await until(async () => (await fieldsOfThing(url)).includes('floors'));
});

test('a schema that is wrong from the start leaves the shared graph to be asked', async () => {
  write('type Query {');
  const dev = startDev();
  const url = await urlOf(dev);
  await until(() => /schema\.graphql:1 {2}Syntax Error/.test(dev.said()));
  expect((await ask(url, '{ union(id: "u") { nameZh } }')).data).toEqual({ union: { nameZh: '建筑工会' } });
});

test('a change of the shared graph arrives; a field that the passport does not open is refused', async () => {
  const url = await urlOf(startDev());
  shared.organisation = ORGANISATION.replace('nameZh: String', `secret: String @tag(name: "int")  nameZh: String`);
  shared.generation = 'g2';
  const answer = await until(async () => {
    const asked = await ask(url, '{ union(id: "u") { secret } }');
    return asked.errors?.[0]?.extensions.code === 'FIELD_NOT_ALLOWED' && asked;
  });
  expect(answer.data).toEqual({ union: null });
});

test('it ends when the passport is refused, and says why', async () => {
  const dev = startDev();
  await urlOf(dev);
  shared.refusal = "The developer's passport has expired.";
  expect(await dev.ended).toBe(3);
  expect(dev.said()).toMatch(/refuses the passport: The developer's passport has expired/);
});

test('it goes on while the shared graph is away, and says so once', async () => {
  const dev = startDev('--json');
  const { url } = JSON.parse(await until(() => /^\{"event":"STARTED".*\}$/m.exec(dev.said())?.[0]));
  const before = house.develop;
  house.develop = () => [503, { errors: [{ message: 'not loaded' }] }];
  await until(() => dev.said().includes('"event":"AWAY"'));
  expect((await ask(url, '{ things { nameZh } }')).data).toEqual({ things: [{ nameZh: 'thing a' }, { nameZh: 'thing b' }] });
  expect((await ask(url, '{ union(id: "u") { nameZh } }')).errors?.[0]?.extensions.code).toBe('DEPENDENCY_UNAVAILABLE');
  house.develop = before;
  await until(() => dev.said().includes('"event":"BACK"'));
  expect(dev.said().match(/AWAY/g)).toHaveLength(1);
});

describe('it does not start', () => {
  test('where the port is taken, and no passport is issued', async () => {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    house.requests.length = 0;
    const dev = execute('dev', '--port', String(port), '--url', own.url, '--lang', 'zh');
    expect([await dev.ended, dev.said()]).toEqual([
      2,
      `端口 ${port} 已被占用。请用“--port 端口”指定其他端口（0 表示任意空闲端口）。\n`,
    ]);
    expect(house.requests.filter(({ query }) => query.includes('issueDeveloperPassport'))).toEqual([]);
    server.close();
  });

  test.each<[string, () => void, string[], number, RegExp]>([
    [
      'when the shared graph refuses',
      () => {
        const before = house.answer;
        house.answer = (request) =>
          request.query.includes('issue') ? { code: 'FORBIDDEN', message: 'Your credential is revoked.' } : before(request);
      },
      [],
      3,
      /Your credential is revoked/,
    ],
    [
      'when too many passports are valid',
      () => {
        const before = house.answer;
        house.answer = (request) =>
          request.query.includes('issue') ? { code: 'QUOTA_EXCEEDED', message: '10 are valid.' } : before(request);
      },
      [],
      1,
      /10 are valid/,
    ],
    [
      'when the shared graph does not give its schemas, and gives the passport back',
      () => {
        house.develop = () => [503, {}];
        house.requests.length = 0;
      },
      [],
      4,
      /does not answer/,
    ],
    ['without a schema', () => fs.rmSync(path.join(installed.folder, 'schema.graphql')), [], 2, /There is no schema/],
    [
      'with a URL that would send passports in the clear',
      () => undefined,
      ['--url', 'http://elsewhere.example/graphql'],
      2,
      /credentials are sent over https only/,
    ],
    ['with a time of another form', () => undefined, ['--hours', '25'], 2, /whole number from 1 to 24/],
  ])('%s', async (_, arrange, more, code, said) => {
    arrange();
    const dev = startDev(...more);
    expect([await dev.ended, dev.said()]).toEqual([code, expect.stringMatching(said)]);
    const sent = (name: string) => house.requests.filter(({ query }) => query.includes(name)).length;
    if (code === 4) expect([sent('issueDeveloperPassport'), sent('revokeDeveloperPassport')]).toEqual([1, 1]);
  });

  test('without the package of the local gateway, and says how to get it', async () => {
    const folder = path.join(installed.folder, 'node_modules/@union-graph/local-gateway');
    fs.renameSync(folder, `${folder}-away`);
    try {
      const dev = startDev();
      expect([await dev.ended, dev.said()]).toEqual([
        2,
        expect.stringMatching(/is not installed here.*npm install @union-graph\/local-gateway/),
      ]);
    } finally {
      fs.renameSync(`${folder}-away`, folder);
    }
  });
});
