import fs from 'node:fs';
import path from 'node:path';
import { type FixtureHouse, SECRET, startFixtureHouse } from '../test/house.ts';
import { openUser, type Ran, type User } from '../test/run.ts';

let house: FixtureHouse;
let user: User;
beforeAll(async () => {
  house = await startFixtureHouse();
});
afterAll(() => house.stop());
beforeEach(() => {
  user = openUser();
  house.requests.length = 0;
});
afterEach(() => user.remove());

const VERSION = {
  id: 'v1',
  number: 1,
  state: 'CURRENT',
  sdlHash: 'h',
  publishedAt: '2013-10-19T02:00:00.000Z',
  reason: null,
  acknowledgements: [],
};
const OWN = {
  ...{ name: 'ind-x', status: 'ACTIVE', reason: null, prefix: 'Exe', routingUrl: 'https://x.example/graphql', version: 7 },
  ...{
    current: { ...VERSION, sdl: 'type Query { a: Int }' },
    versions: { nodes: [{ ...VERSION, number: 2, id: 'v2' }, VERSION] },
  },
  references: [{ kind: 'KEY', coordinate: 'Union.id', decision: 'PENDING', reason: null }],
};
const CHECK = {
  ...{
    verdict: 'FAILS',
    composes: true,
    nextStep: 'Mend it.',
    references: [],
    uses: [],
    affectedAgreements: [],
    affectedOperations: [],
  },
  problems: [{ kind: 'PREFIX', coordinate: 'Crane', line: 3, message: 'The type "Crane" must begin with "Exe".' }],
  changes: [{ criticality: 'BREAKING', coordinate: 'A.b', message: 'Field "A.b" was removed.' }],
};
const publishes =
  (answer: object | { code: string }) =>
  ({ query }: { query: string }) => {
    if (query.includes('mySubgraph')) return { data: { mySubgraph: OWN } };
    return 'code' in answer ? (answer as { code: string }) : { data: answer };
  };

const signIn = async (): Promise<Ran> => {
  house.answer = publishes({});
  return user.run(`login --gateway ${house.url} --client-id publisher`, { stdin: `${SECRET}\n` });
};
const write = (file: string, content: string) => fs.writeFileSync(path.join(user.folder, file), content);
const prepared = async () => {
  await signIn();
  write('union-graph.json', JSON.stringify({ gateway: house.url, subgraph: 'ind-x' }));
  write('schema.graphql', 'type Query { b: Int }');
};

describe('login', () => {
  test('proves the program by its secret, and keeps it where its owner alone reads it', async () => {
    const ran = await signIn();
    expect([ran.code, ran.err]).toEqual([0, '']);
    expect(ran.out).toMatch(/as "publisher"; kept in .*\nIt publishes "ind-x"/);
    const file = path.join(user.home, '.config/union-graph/credentials.json');
    expect(fs.statSync(file).mode & 0o777).toBe(0o600);
    expect(JSON.parse(fs.readFileSync(file, 'utf8'))[house.url]).toEqual({
      issuer: house.url,
      clientId: 'publisher',
      secret: SECRET,
    });
    expect(house.requests.at(-1)?.authorization).toBe('Bearer by-secret');
  });

  test('proves the program by a signed assertion where it has a key', async () => {
    write('key.jwk', JSON.stringify(house.key));
    house.answer = publishes({});
    expect((await user.run(`login --gateway ${house.url} --client-id publisher --key key.jwk`)).code).toBe(0);
    expect(house.requests.at(-1)?.authorization).toBe('Bearer by-key');
  });

  test('tells a program without a credential what is missing', async () => {
    house.answer = () => ({ data: { mySubgraph: null } });
    const ran = await user.run(`login --gateway ${house.url} --client-id publisher`, { stdin: SECRET });
    expect([ran.code, ran.out]).toEqual([0, expect.stringContaining('addSubgraphCredential')]);
  });

  test.each<[string, string, number, RegExp]>([
    ['a wrong secret', 'wrong', 3, /refuses the client "publisher": client authentication failed/],
    ['no secret', '', 2, /There is no secret/],
  ])('%s keeps nothing', async (_, stdin, code, told) => {
    const ran = await user.run(`login --gateway ${house.url} --client-id publisher`, { stdin });
    expect([ran.code, fs.existsSync(path.join(user.home, '.config'))]).toEqual([code, false]);
    expect(ran.err).toMatch(told);
  });

  test('a file that others may read is not used; logout forgets', async () => {
    await prepared();
    const file = path.join(user.home, '.config/union-graph/credentials.json');
    fs.chmodSync(file, 0o644);
    expect((await user.run('status')).err).toMatch(/chmod 600/);
    fs.chmodSync(file, 0o600);
    expect((await user.run('logout')).out).toMatch(/Signed out/);
    expect(await user.run('status')).toMatchObject({ code: 3, err: expect.stringMatching(/not signed in/) });
  });
});

test('init makes settings and a schema, and replaces nothing without being told', async () => {
  expect((await user.run(`init --subgraph ind-site-watch --gateway ${house.url}`)).code).toBe(0);
  expect(JSON.parse(fs.readFileSync(path.join(user.folder, 'union-graph.json'), 'utf8'))).toEqual({
    gateway: house.url,
    subgraph: 'ind-site-watch',
    schema: 'schema.graphql',
  });
  expect(fs.readFileSync(path.join(user.folder, 'schema.graphql'), 'utf8')).toMatch(/type SiteWatchNotice @key/);
  // With the key external, no own type could lead to the union.
  expect(fs.readFileSync(path.join(user.folder, 'schema.graphql'), 'utf8')).not.toContain('@external');
  expect((await user.run('init --subgraph ind-other')).err).toMatch(/would be replaced/);
  expect((await user.run('init --subgraph ind-other --force')).code).toBe(0);
});

test('after a login the commands speak to the gateway that was signed in to, without its name', async () => {
  await signIn();
  expect((await user.run('init --subgraph ind-x --prefix Exe')).code).toBe(0);
  expect(JSON.parse(fs.readFileSync(path.join(user.folder, 'union-graph.json'), 'utf8')).gateway).toBe(house.url);
  house.answer = publishes({});
  expect(await user.run('status')).toMatchObject({ code: 0, out: expect.stringContaining('ind-x') });
});

test('init keeps a schema that is there, and makes the settings alone', async () => {
  write('schema.graphql', 'type Query { b: Int }');
  expect(await user.run('init --subgraph ind-x --prefix Exe')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/The schema.graphql is kept/),
  });
  expect(fs.readFileSync(path.join(user.folder, 'schema.graphql'), 'utf8')).toBe('type Query { b: Int }');
  expect((await user.run('init --subgraph ind-x --prefix Exe')).err).toMatch(
    /^union-graph.json, schema.graphql would be replaced/,
  );
});

test('check ends with 1 where the schema is refused, and names file and line', async () => {
  await prepared();
  house.answer = publishes({ checkSchema: CHECK });
  const ran = await user.run('check');
  expect(ran.code).toBe(1);
  expect(ran.out).toMatch(/✗ ind-x: It cannot be published\. \(FAILS\)\n {2}schema.graphql:3 {2}PREFIX {2}The type "Crane"/);
  expect(ran.out).toMatch(/BREAKING {3}Field "A.b" was removed/);
  expect(house.requests.at(-1)?.variables).toEqual({ input: { subgraph: 'ind-x', sdl: 'type Query { b: Int }' } });
  expect(JSON.parse((await user.run('check --json')).out)).toMatchObject({
    exitCode: 1,
    result: { check: { verdict: 'FAILS' } },
  });
});

test.each<[string, string, number]>([
  ['PASSES', 'check', 0],
  ['NEEDS_APPROVAL', 'check', 0],
  ['NEEDS_ACKNOWLEDGEMENT', 'check', 1],
  ['NEEDS_ACKNOWLEDGEMENT', 'check --acknowledge-breaking', 0],
])('a check that %s ends "%s" with %i', async (verdict, args, code) => {
  await prepared();
  house.answer = publishes({ checkSchema: { ...CHECK, verdict, problems: [] } });
  expect((await user.run(args)).code).toBe(code);
});

test('publish sends the schema with the version that was read, once, and again with the same key where no answer came', async () => {
  await prepared();
  const version = { id: 'v3', number: 3, state: 'CURRENT', check: { ...CHECK, problems: [] }, acknowledgements: [] };
  let lost = 1;
  house.answer = (request) => {
    if (request.query.includes('mutation') && lost-- > 0) return null;
    return publishes({ publishSubgraph: { version, subgraphVersion: 8 } })(request);
  };
  const ran = await user.run('publish --acknowledge-breaking --routing-url https://y.example/graphql');
  expect([ran.code, ran.out]).toEqual([
    0,
    expect.stringMatching(/version 3 is served from now on, by every gateway within seconds/),
  ]);
  const [first, second] = house.requests
    .filter(({ query }) => query.includes('mutation'))
    .map(({ variables }) => variables.input);
  expect(second).toEqual(first);
  expect(first).toMatchObject({
    ...{ subgraph: 'ind-x', expectedVersion: 7, sdl: 'type Query { b: Int }' },
    ...{ routingUrl: 'https://y.example/graphql', acknowledgesBreaking: true },
  });
});

test.each<[string, number]>([
  ['VALIDATION_FAILED', 1],
  ['FORBIDDEN', 3],
  ['UNAUTHENTICATED', 3],
  ['DEPENDENCY_UNAVAILABLE', 4],
  ['VERSION_CONFLICT', 5],
])('a publish that hears %s ends with %i and says the code', async (code, exitCode) => {
  await prepared();
  house.answer = publishes({ code });
  const ran = await user.run('publish --lang zh');
  expect([ran.code, ran.err]).toEqual([exitCode, `不行。\nNo. (${code})\n`]);
});

test('a gateway that is away ends with 4, after it was asked three times', async () => {
  await prepared();
  house.answer = () => null;
  house.requests.length = 0;
  const ran = await user.run('status');
  expect([ran.code, ran.err, house.requests.length]).toEqual([4, expect.stringMatching(/does not answer at http/), 3]);
});

test('a publish without an answer may be done: the message says how to find out', async () => {
  await prepared();
  house.answer = (request) => (request.query.includes('mutation') ? null : publishes({})(request));
  const ran = await user.run('publish');
  expect([ran.code, ran.err]).toEqual([4, expect.stringMatching(/done or not done, and never half: "union-graph status" tells/)]);
});

test('a check lists three faults of composition, and how many more there are', async () => {
  await prepared();
  const problems = Array.from({ length: 30 }, (_, at) => ({
    ...{ kind: 'COMPOSITION', coordinate: null, line: null, message: `fault ${at}` },
  }));
  house.answer = publishes({ checkSchema: { ...CHECK, verdict: 'FAILS', problems } });
  const ran = await user.run('check');
  expect(ran.out.match(/fault \d+/g)).toEqual(['fault 0', 'fault 1', 'fault 2']);
  expect(ran.out).toContain('and 27 more of COMPOSITION');
});

test('rollback names a version by its number', async () => {
  await prepared();
  const done = { rollBackSubgraph: { version: VERSION, subgraphVersion: 9 } };
  house.answer = publishes(done);
  expect((await user.run('rollback --to 1 --reason wrong')).out).toMatch(
    /version 1 is served again, by every gateway within seconds/,
  );
  expect(house.requests.at(-1)?.variables.input).toMatchObject({ versionId: 'v1', expectedVersion: 7, reason: 'wrong' });
  expect(await user.run('rollback --to 9 --reason wrong')).toMatchObject({
    code: 2,
    err: expect.stringMatching(/no version 9. It has: 2/),
  });
});

test('publish and status say who must still acknowledge a breaking change; withdraw takes it back', async () => {
  await prepared();
  const partner = { party: 'PARTNER', partyId: 'a1', loses: ['A.b'], noticeUntil: '2013-11-18', waivesNotice: false };
  const acknowledgements = [
    { ...partner, decision: 'PENDING' },
    { ...partner, party: 'APPLICATION', partyId: 'app', loses: ['h'], noticeUntil: null, decision: 'ACKNOWLEDGED' },
  ];
  const version = { id: 'v3', number: 3, state: 'PROPOSED', check: { ...CHECK, problems: [] }, acknowledgements };
  house.answer = publishes({ publishSubgraph: { version, subgraphVersion: 8 } });
  const awaited =
    /partner, agreement a1 {2}awaited \(notice until 2013-11-18\) {2}A\.b\n {2}client application app {2}acknowledged {2}h/;
  const ran = await user.run('publish --acknowledge-breaking');
  expect([ran.code, ran.out]).toEqual([0, expect.stringMatching(awaited)]);
  expect(ran.out).not.toMatch(/Stewards/);
  const versions = { nodes: [{ ...VERSION, ...version }, VERSION] };
  house.answer = ({ query }) =>
    query.includes('mutation')
      ? { data: { withdrawVersion: { version: { ...version, state: 'REJECTED' }, subgraphVersion: 9 } } }
      : { data: { mySubgraph: { ...OWN, versions } } };
  expect((await user.run('status')).out).toMatch(awaited);
  expect(await user.run('withdraw')).toMatchObject({ code: 2, err: expect.stringMatching(/Say why/) });
  expect((await user.run('withdraw --reason later')).out).toMatch(/version 3 is withdrawn/);
  expect(house.requests.at(-1)?.variables.input).toMatchObject({ subgraph: 'ind-x', expectedVersion: 7, reason: 'later' });
});

test('a folder of another subgraph than the credential’s is not published', async () => {
  await prepared();
  write('union-graph.json', JSON.stringify({ gateway: house.url, subgraph: 'ind-other' }));
  expect(await user.run('publish')).toMatchObject({
    code: 3,
    err: expect.stringMatching(/publishes "ind-x", and this folder is for "ind-other"/),
  });
});

test('in a pipeline the environment takes the place of login', async () => {
  house.answer = publishes({});
  const env = {
    ...{ UNION_GRAPH_GATEWAY: house.url, UNION_GRAPH_ISSUER: house.url },
    ...{ UNION_GRAPH_CLIENT_ID: 'publisher', UNION_GRAPH_CLIENT_SECRET: SECRET },
  };
  expect((await user.run('status', { env })).out).toMatch(/ind-x {2}ACTIVE\n[\s\S]*@key Union.id {2}PENDING/);
  expect((await user.run('status', { env: { UNION_GRAPH_GATEWAY: house.url, UNION_GRAPH_TOKEN: 'given' } })).code).toBe(0);
  expect(house.requests.at(-1)?.authorization).toBe('Bearer given');
});
