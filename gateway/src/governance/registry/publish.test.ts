import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, eventually, type GatewayUnderTest } from '../../../test/gateway.ts';
import {
  addCredential,
  construction,
  constructionSdl,
  ORGANISATION,
  type RegistryHouse,
  registerApproved,
  startRegistryHouse,
} from '../../../test/registry.ts';
import { close, type FixtureSubgraph, listen } from '../../../test/subgraph.ts';

const NAME = 'ind-construction';
const UNION = crypto.randomUUID();
const transportSdl = constructionSdl().replaceAll('onstruction', 'onvoy');

let house: RegistryHouse;
let site: FixtureSubgraph;
let convoy: FixtureSubgraph;
beforeAll(async () => {
  house = await startRegistryHouse();
  site = await house.startOther(NAME, construction(constructionSdl()));
  convoy = await house.startOther('ind-convoy', {
    sdl: transportSdl,
    resolvers: { Query: { convoySites: () => [] }, Enterprise: { convoySites: () => [] } },
  });
  await registerApproved(house, { name: NAME, prefix: 'Construction', url: site.url, clientId: 'publisher' }, UNION);
  await registerApproved(house, { name: 'ind-convoy', prefix: 'Convoy', url: convoy.url, clientId: 'convoy' });
});
afterAll(() => house.stop());

const SELECTED = 'version { id number state } subgraphVersion';
const versionOf = async (name = NAME): Promise<number> =>
  Number((await house.sql('select version from registered_subgraph where name = $1', [name]))[0]?.version);
const publish = async (client: string, sdl: string, more: object = {}): Promise<Answer> => {
  const input = { subgraph: NAME, sdl, expectedVersion: await versionOf((more as { subgraph?: string }).subgraph), ...more };
  return house.send(await house.program(client), 'publishSubgraph', input, SELECTED);
};
const stateOf = async () =>
  (await house.sql(`select number, state from schema_version where subgraph = $1 order by number`, [NAME])).map(
    ({ number, state }) => `${number} ${state}`,
  );
const deployed = async (more: string, rest = '') => {
  const sdl = constructionSdl(more, rest);
  site.release(construction(sdl));
  return sdl;
};
const FLOORS = '"Floors." floors: Int @tag(name: "pub")';

describe('GOV-INV-2: only an owner’s credential publishes', () => {
  beforeAll(async () => {
    await addCredential(house, NAME, 'revoked', { revoked: true });
    await addCredential(house, NAME, 'expired', { to: '2001-01-01' });
    await addCredential(house, NAME, 'coming', { from: '2998-01-01' });
    await addCredential(house, NAME, 'second');
  });

  test.each([
    ['convoy', /is for "ind-convoy"/],
    ['revoked', /is revoked\. .+ gives one to another program/],
    ['expired', /ended at 2001.+ gives one to another program/],
    ['coming', /holds from 2998/],
    ['stranger', /Only a program of its owner/],
  ])('the program "%s" is refused', async (client, message) => {
    const answer = await publish(client, constructionSdl());
    expect([answer.codes, answer.errors[0]?.message]).toEqual([['FORBIDDEN'], expect.stringMatching(message)]);
  });

  test('anonymous viewers, administrators and stewards are refused', async () => {
    const input = { subgraph: NAME, sdl: constructionSdl(), expectedVersion: 1 };
    expect((await house.send('', 'publishSubgraph', input, SELECTED)).codes).toEqual(['UNAUTHENTICATED']);
    expect((await house.send(await house.adminOf(UNION), 'publishSubgraph', input, SELECTED)).codes).toEqual(['FORBIDDEN']);
  });

  test('a second program may publish while the credential of the first is valid', async () => {
    expect((await publish('publisher', constructionSdl())).codes).toEqual([]);
    expect((await publish('second', await deployed(FLOORS))).codes).toEqual([]);
    await house.sql(
      `update subgraph_credential set revoked_at = now(), revoked_by = added_by, version = 2 where client_id = 'second'`,
    );
    expect((await publish('second', constructionSdl())).codes).toEqual(['FORBIDDEN']);
    expect(await stateOf()).toEqual(['1 SUPERSEDED', '2 CURRENT']);
  });

  test('a publisher can do nothing else, and reads nothing else', async () => {
    const token = await house.program('publisher');
    expect((await house.gateway.ask('{ subgraphs { name } }', { token })).codes).toEqual(['AGREEMENT_INACTIVE']);
    const input = { subgraph: NAME, sdl: constructionSdl() };
    const beyond = await house.gateway.ask(
      'query ($input: CheckSchemaInput!) { checkSchema(input: $input) { verdict } enterprise(id: "e") { nameZh } }',
      { token, variables: { input } },
    );
    expect(beyond.codes).toEqual(['AGREEMENT_INACTIVE']);
    const checked = await house.gateway.ask(
      'query ($input: CheckSchemaInput!) { checkSchema(input: $input) { verdict subgraphVersion changes { criticality coordinate } } }',
      { token, variables: { input } },
    );
    expect(checked.data).toEqual({
      checkSchema: {
        verdict: 'NEEDS_ACKNOWLEDGEMENT',
        subgraphVersion: 3,
        changes: [{ criticality: 'BREAKING', coordinate: 'ConstructionSite.floors' }],
      },
    });
  });
});

describe('concurrent publications', () => {
  test('of one subgraph: one of ten succeeds, and the others are version conflicts', async () => {
    const before = await stateOf();
    const expectedVersion = await versionOf();
    const answers = await Promise.all(
      Array.from({ length: 10 }, async () =>
        publish('publisher', await deployed(`${FLOORS} "Cranes." cranes: Int @tag(name: "pub")`), { expectedVersion }),
      ),
    );
    expect(answers.map(({ codes: [code = 'published'] }) => code).sort()).toEqual([
      ...Array.from({ length: 9 }, () => 'VERSION_CONFLICT'),
      'published',
    ]);
    expect((await stateOf()).length).toBe(before.length + 1);
    expect((await stateOf()).filter((state) => state.endsWith('CURRENT'))).toHaveLength(1);
  });

  test('of two subgraphs: both succeed, and a repeated idempotency key publishes nothing', async () => {
    const idempotencyKey = crypto.randomUUID();
    const next = await deployed(`${FLOORS} "Cranes." cranes: Int @tag(name: "pub") "Lifts." lifts: Int @tag(name: "pub")`);
    const [own, other] = await Promise.all([
      publish('publisher', next, { idempotencyKey }),
      publish('convoy', transportSdl, { subgraph: 'ind-convoy' }),
    ]);
    expect([own?.codes, other?.codes]).toEqual([[], []]);
    const states = await stateOf();
    const expectedVersion = (await versionOf()) - 1;
    expect((await publish('publisher', next, { idempotencyKey, expectedVersion })).data).toEqual(own?.data);
    expect(await stateOf()).toEqual(states);
    await eventually(async () =>
      expect((await house.gateway.ask('{ convoySites { id } constructionSites { lifts } }')).codes).toEqual([]),
    );
  });

  test('the database holds one current version of a subgraph, and never changes a published text', async () => {
    await expect(house.sql(`update schema_version set state = 'CURRENT' where subgraph = $1`, [NAME])).rejects.toThrow(
      'version_current',
    );
    await expect(house.sql(`update schema_version set sdl = 'type Query { a: Int }'`)).rejects.toThrow('never changed');
    await expect(house.sql(`update registered_subgraph set decided_by = registered_by where name = $1`, [NAME])).rejects.toThrow(
      'subgraph_duties',
    );
  });
});

describe('the routing URL', () => {
  let server: Server;
  let hops = 0;
  beforeAll(async () => {
    server = createServer((request, response) => {
      hops += 1;
      if (request.url === '/moved') response.writeHead(307, { location: site.url }).end();
      else
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(JSON.stringify({ data: { _service: { sdl: 'x'.repeat(5_000_000) } } }));
    });
    await listen(server);
  });
  afterAll(() => close(server));
  const at = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;

  test.each<[string, () => string, RegExp]>([
    ['nobody listens', () => 'http://127.0.0.1:9/graphql', /cannot be reached/],
    ['the host does not exist', () => 'http://nowhere.invalid/graphql', /cannot be reached/],
    ['it redirects', () => at('/moved'), /Redirects are not followed/],
    ['it answers for ever', () => at('/large'), /cannot be reached/],
    ['another subgraph answers', () => convoy.url, /answers (another schema|with status 401)/],
  ])('is refused where %s', async (_, url, message) => {
    hops = 0;
    const answer = await publish('publisher', await deployed(`${FLOORS} "Y." y: Int @tag(name: "pub")`), {
      routingUrl: url(),
      acknowledgesBreaking: true,
    });
    expect([answer.codes, answer.errors[0]?.message]).toEqual([['VALIDATION_FAILED'], expect.stringMatching(message)]);
    expect(hops).toBeLessThanOrEqual(1);
  });

  test.each(['ftp://a.example/', 'http://user:secret@a.example/graphql', 'http://a.example/#x', 'nothing'])(
    '%s is no routing URL',
    async (routingUrl) => {
      expect((await publish('publisher', constructionSdl(), { routingUrl })).codes).toEqual(['BAD_USER_INPUT']);
    },
  );

  test('with a non-public address or name is not called unless the operator allows its network', async () => {
    const closed = await house.open(undefined, { graph: { ...house.graph, networks: [] } as never });
    try {
      for (const url of [
        site.url,
        site.url.replace('127.0.0.1', 'localhost'),
        site.url.replace('127.0.0.1', '[::ffff:127.0.0.1]'),
      ]) {
        const calls = site.calls.length;
        const input = {
          idempotencyKey: crypto.randomUUID(),
          subgraph: NAME,
          sdl: await deployed(FLOORS),
          routingUrl: url,
          expectedVersion: await versionOf(),
          acknowledgesBreaking: true,
        };
        const answer = await askAs(
          closed,
          'publisher',
          `mutation ($input: PublishSubgraphInput!) { publishSubgraph(input: $input) { ${SELECTED} } }`,
          { input },
        );
        expect([answer.codes, answer.errors[0]?.message]).toEqual([
          ['VALIDATION_FAILED'],
          expect.stringMatching(/address that is not public|cannot be reached/),
        ]);
        expect(site.calls.length).toBe(calls);
      }
      // A routing URL that is in the registry already is not called either.
      const { errors } = await closed.ask('{ convoySites { id } }');
      expect(errors.map(({ extensions }) => extensions.code)).toEqual(['DEPENDENCY_UNAVAILABLE']);
    } finally {
      await closed.stop();
    }
  });
});

const askAs = async (gateway: GatewayUnderTest, client: string, query: string, variables: object) =>
  gateway.ask(query, { token: await house.program(client), variables });

describe('GOV-INV-1 and 4', () => {
  test('a registered subgraph that no longer composes with the house is left out, and cannot be rolled back to a version that does not compose', async () => {
    const [organisation] = house.others as [FixtureSubgraph];
    organisation.release({
      ...ORGANISATION,
      sdl: ORGANISATION.sdl.replace('headcount: Int', 'convoySites: String headcount: Int'),
    });
    await eventually(async () => {
      const ready = (await (await fetch(`${house.gateway.url}/ready`)).json()) as { subgraphs: Record<string, string> };
      expect(ready.subgraphs['ind-convoy']).toMatch(/does not compose with the others/);
      expect(ready.subgraphs[NAME]).toBe('ok');
    });
    expect((await house.gateway.ask('{ constructionSites { id } }')).codes).toEqual([]);
    expect((await house.gateway.ask('{ convoySites { id } }')).codes).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    // Its owner publishes a version that composes, and it is served again.
    const mended = transportSdl.replace('"Its sites."\n    convoySites:', '"Its sites."\n    convoyStops:');
    convoy.release({ sdl: mended, resolvers: { Query: { convoySites: () => [] } } });
    expect((await publish('convoy', mended, { subgraph: 'ind-convoy', acknowledgesBreaking: true })).codes).toEqual([]);
    await eventually(async () => expect((await house.gateway.ask('{ convoySites { id } }')).codes).toEqual([]));
    const back = await house.send(
      await house.program('convoy'),
      'rollBackSubgraph',
      { subgraph: 'ind-convoy', expectedVersion: await versionOf('ind-convoy'), reason: 'r' },
      SELECTED,
    );
    expect([back.codes, back.errors[0]?.message]).toEqual([
      ['VALIDATION_FAILED'],
      expect.stringMatching(/does not fit the others any more/),
    ]);
    expect((await house.gateway.ask('{ convoySites { id } }')).codes).toEqual([]);
  });

  test('a breaking change that takes a field from a partner names the agreement, and waits for its partner', async () => {
    const agreement = await house.agree({ client_id: 'reader', coordinates: ['ConstructionSite.lifts'] });
    const answer = await publish('publisher', await deployed(FLOORS));
    expect([answer.codes, answer.errors[0]?.message]).toEqual([
      ['VALIDATION_FAILED'],
      expect.stringContaining(`agreement ${agreement} holds ConstructionSite.lifts`),
    ]);
    const proposed = await publish('publisher', await deployed(FLOORS), { acknowledgesBreaking: true });
    expect(proposed.data).toMatchObject({ result: { version: { state: 'PROPOSED' } } });
  });
});
