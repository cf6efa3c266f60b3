import { id } from '@union-graph/infra/ids';
import { unionId, unionPath } from '@union-graph/infra/unions';
import { insist } from '../faults/insist.ts';
import { type Answer, ask, codeOf, good, key, send, TODAY, tokenOfPartner } from '../house/client.ts';
import { eventually, isReady, kill } from '../house/house.ts';
import { CONSTRUCTION_SDL, startUnionSubgraph, type UnionSubgraph } from '../house/unionSubgraph.ts';

const NAME = 'ind-construction';
const [PROGRAM, OTHER] = ['publisher-construction', 'publisher-transport'];
const site = (name: string, union: string, enterprise: string | null, more: object = {}) => ({
  id: `site-${name}`,
  nameZh: name,
  openedAt: '2013-03-01',
  status: 'OPEN',
  workersOnSite: 420,
  accidents: 1,
  safetyInspections: [{ on: '2013-09-30', passed: true }],
  unionId: unionId(union),
  unionPath: unionPath(union),
  enterpriseId: enterprise && id('enterprise', enterprise),
  ...more,
});
const SITES = [
  site('海淀测绘楼', 'industry-construction', 'survey'),
  site('金隅水泥厂', 'bbmg', null),
  site('金隅旧厂房', 'bbmg', null, { status: 'CLOSED' }),
];

const VERSION = 'version { id number state check { verdict composes } } subgraphVersion';
const QUERY = `query ($union: ID!, $firm: ID!) {
  union(id: $union) { nameZh children(first: 24) { nodes { nameZh constructionSites(status: OPEN) { nameZh workersOnSite accidents } coveredEnterprises(first: 5) { nodes { nameZh } } } } }
  enterprise(id: $firm) { nameZh openCasesCount constructionSites(status: OPEN) { nameZh safetyInspections { passed } } } }`;
const QUERIED = { union: unionId('industry-construction'), firm: id('enterprise', 'survey') };

const mutation = (name: string, selection: string): string =>
  `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { result: ${name}(input: $input) { ${selection} } }`;
const act = (as: string, name: string, input: object, selection: string) =>
  ask(as, mutation(name, selection), { input: { idempotencyKey: key(), ...input } });
const actAsProgram = async (client: string, name: string, input: object, selection = VERSION): Promise<Answer> =>
  send(
    { query: mutation(name, selection), variables: { input: { idempotencyKey: key(), ...input } } },
    { authorization: `Bearer ${await tokenOfPartner(client)}`, 'x-test-now': TODAY },
  );

describe('J-13 产业工会自有子图 / the construction union owns a subgraph', () => {
  let own: UnionSubgraph;
  /** The version of the subgraph, for the next change. */
  let version = 1;
  /** The last schema that was published. */
  let served = CONSTRUCTION_SDL;
  beforeAll(async () => {
    own = await startUnionSubgraph(SITES);
    await own.deploy(CONSTRUCTION_SDL);
  });
  afterAll(() => own.kill());

  const publish = async (sdl: string, more: object = {}, as = PROGRAM) => {
    // A schema can be checked as soon as the gateway has heard from each subgraph of the house.
    const answer = await eventually(async () => {
      const told = await actAsProgram(as, 'publishSubgraph', { subgraph: NAME, sdl, expectedVersion: version, ...more });
      return codeOf(told) === 'DEPENDENCY_UNAVAILABLE' ? null : told;
    });
    version = answer.data?.result?.subgraphVersion ?? version;
    return answer;
  };
  const told = ({ errors }: Answer): string => errors?.[0]?.message ?? '';
  const sites = () => ask('shen-ping', QUERY, QUERIED);
  const others = async () =>
    good(await ask('shen-ping', 'query ($firm: ID!) { enterprise(id: $firm) { nameZh openCasesCount } }', QUERIED));

  test('its administrator registers it, and the federation approves it', async () => {
    const registration = {
      name: NAME,
      ownerUnionId: unionId('industry-construction'),
      contact: 'graph@construction.example',
      routingUrl: own.url,
      prefix: 'Construction',
    };
    expect(codeOf(await act('peng-bo', 'registerSubgraph', registration, 'subgraph { status }'))).toBe('FORBIDDEN');
    expect(
      codeOf(
        await act(
          'gao-yuan',
          'registerSubgraph',
          { ...registration, ownerUnionId: unionId('industry-transport') },
          'subgraph { status }',
        ),
      ),
    ).toBe('FORBIDDEN');
    expect(
      codeOf(await act('gao-yuan', 'registerSubgraph', { ...registration, prefix: 'Enterprise' }, 'subgraph { status }')),
    ).toBe('DUPLICATE');
    expect(good(await act('gao-yuan', 'registerSubgraph', registration, 'subgraph { status }')).result.subgraph.status).toBe(
      'PROPOSED',
    );
    const decision = { subgraph: NAME, expectedVersion: version, approved: true };
    const decided = good(
      await act('peng-bo', 'decideSubgraph', decision, 'subgraph { status version owner { ... on Union { nameZh } } }'),
    );
    expect(decided.result.subgraph).toEqual({ status: 'ACTIVE', version: 2, owner: { nameZh: '北京市建筑工会' } });
    version = 2;
  });

  test('only the program that has its credential publishes it', async () => {
    for (const client of [PROGRAM, OTHER]) expect(codeOf(await publish(CONSTRUCTION_SDL, {}, client))).toBe('FORBIDDEN');
    const credential = { subgraph: NAME, clientId: PROGRAM, validTo: '2014-10-19T00:00:00+08:00' };
    await eventually(
      async () => codeOf(await act('gao-yuan', 'addSubgraphCredential', credential, 'credential { id }')) === null,
    );
    expect(codeOf(await publish(CONSTRUCTION_SDL, {}, OTHER))).toBe('FORBIDDEN');
  });

  test.each<[string, string, RegExp]>([
    [
      'a type without its prefix',
      `${CONSTRUCTION_SDL}\n"A crane."\ntype Crane { "How high." height: Int @tag(name: "int") }`,
      /Line \d+: The type "Crane" must begin with "Construction"/,
    ],
    [
      'fields of a member',
      `${CONSTRUCTION_SDL}\ntype Member @key(fields: "id") { id: ID! @external "Helmets." constructionHelmets: Int @tag(name: "per") }`,
      /never to "Member"/,
    ],
    [
      'a field without a level',
      CONSTRUCTION_SDL.replace('accidents: Int! @tag(name: "int")', 'accidents: Int!'),
      /"ConstructionSite.accidents" has no level/,
    ],
    [
      'what does not compose',
      CONSTRUCTION_SDL.replace('status: ConstructionSiteStatus! @tag', 'status: ConstructionState! @tag'),
      /ConstructionState/,
    ],
    [
      'a rule for the owner’s whole type',
      CONSTRUCTION_SDL.replace('type Enterprise @key(fields: "id") {', 'type Enterprise @key(fields: "id") @authenticated {'),
      /would hold for the fields of its owner/,
    ],
  ])('%s is refused, and nothing else changes', async (_, sdl, message) => {
    const answer = await publish(sdl);
    expect(codeOf(answer)).toBe('VALIDATION_FAILED');
    expect(told(answer)).toMatch(message);
    await others();
  });

  test('organisation’s steward approves that it extends firms and unions; then staff read it in one query', async () => {
    expect(good(await publish(CONSTRUCTION_SDL)).result.version).toMatchObject({
      number: 1,
      state: 'PROPOSED',
      check: { verdict: 'NEEDS_APPROVAL' },
    });
    const { subgraph } = good(await ask('shen-ping', `{ subgraph(name: "${NAME}") { references { id version coordinate } } }`));
    expect(subgraph.references.map(({ coordinate }: { coordinate: string }) => coordinate)).toEqual([
      'Enterprise.id',
      'Union.id',
    ]);
    const states: string[] = [];
    for (const reference of subgraph.references) {
      const approval = { referenceId: reference.id, expectedVersion: reference.version, approved: true };
      expect(codeOf(await act('ding-hao', 'approveReference', approval, 'reference { id }'))).toBe('FORBIDDEN');
      states.push(
        good(await act('shen-ping', 'approveReference', approval, 'version { state }')).result.version?.state ?? 'waits',
      );
    }
    expect(states).toEqual(['waits', 'CURRENT']);
    version += 1;
    await eventually(async () => codeOf(await sites()) === null);
    const { union, enterprise } = good(await sites());
    expect(union.children.nodes).toEqual([
      {
        nameZh: '金隅集团工会',
        constructionSites: [{ nameZh: '金隅水泥厂', workersOnSite: 420, accidents: 1 }],
        coveredEnterprises: { nodes: [] },
      },
    ]);
    expect(enterprise.constructionSites).toEqual([{ nameZh: '海淀测绘楼', safetyInspections: [{ passed: true }] }]);
    // Rows of its own units only: staff of Chaoyang see none of them.
    expect(
      good(await ask('feng-jing', `{ union(id: "${QUERIED.union}") { constructionSites { nameZh } } }`)).union.constructionSites,
    ).toEqual([]);
  });

  test('a breaking version needs a word, a bad one is rolled back, and all others answer throughout', async () => {
    const breaking = CONSTRUCTION_SDL.replace('accidents: Int! @tag', 'accidentCount: Int! @tag');
    const refused = await publish(breaking);
    expect([codeOf(refused), refused.errors?.[0]?.extensions.field]).toEqual(['VALIDATION_FAILED', 'acknowledgesBreaking']);
    await own.deploy(breaking);
    expect(good(await publish(breaking, { acknowledgesBreaking: true })).result.version).toMatchObject({
      number: 2,
      state: 'CURRENT',
    });
    await eventually(async () => codeOf(await sites()) === 'GRAPHQL_VALIDATION_FAILED');
    await others();
    const back = await act(
      'gao-yuan',
      'rollBackSubgraph',
      { subgraph: NAME, expectedVersion: version, reason: '统计口径错误' },
      VERSION,
    );
    version = good(back).result.subgraphVersion;
    await own.deploy(CONSTRUCTION_SDL);
    await eventually(async () => codeOf(await sites()) === null);
  });

  test('while it is down, only its fields are null', async () => {
    await own.kill();
    const answer = await sites();
    expect(answer.data.enterprise).toEqual({ nameZh: '海淀测绘院', openCasesCount: expect.any(Number), constructionSites: null });
    expect(answer.errors?.map(({ extensions }) => [extensions.code, extensions.service])).toContainEqual([
      'DEPENDENCY_UNAVAILABLE',
      NAME,
    ]);
    await own.deploy(CONSTRUCTION_SDL);
  });

  test('a gateway that starts anew serves it', async () => {
    await kill('gateway');
    await eventually(() => isReady('gateway'));
    await eventually(
      async () =>
        codeOf(
          await sites().catch(() => ({ status: 0, data: null, errors: [{ message: '', extensions: { code: 'AWAY' } }] })),
        ) === null,
    );
  });

  test.each([
    ['while it publishes', 0, 'craneCount'],
    ['at its answer', null, 'gateCount'],
    ['while its version becomes current', 150, 'canteenCount'],
  ])('a gateway that is killed %s loses no version and makes none twice', async (_, afterMs, field) => {
    const sdl = served.replace('  "Accidents since', `  "How many there are." ${field}: Int @tag(name: "int")\n$&`);
    served = sdl;
    await own.deploy(sdl);
    const input = { subgraph: NAME, sdl, expectedVersion: version, idempotencyKey: key() };
    const publishing = insist(() => actAsProgram(PROGRAM, 'publishSubgraph', input));
    if (afterMs === null || afterMs > 0) await publishing;
    await new Promise((over) => setTimeout(over, afterMs ?? 0));
    await kill('gateway');
    const { result } = await publishing;
    version = result.subgraphVersion;
    const seen = await insist(() =>
      ask('gao-yuan', `{ subgraph(name: "${NAME}") { version versions(first: 3) { nodes { number state } } } }`),
    );
    const [newest, before] = seen.subgraph.versions.nodes;
    expect([seen.subgraph.version, newest, before.number]).toEqual([
      version,
      { number: result.version.number, state: 'CURRENT' },
      result.version.number - 1,
    ]);
    const read = `{ enterprise(id: "${QUERIED.firm}") { constructionSites { nameZh ${field} } } }`;
    const answer = await eventually(async () => {
      const told = await ask('shen-ping', read).catch(() => null);
      return told && codeOf(told) === null ? told : null;
    });
    expect(answer.data.enterprise.constructionSites).toEqual([{ nameZh: '海淀测绘楼', [field]: null }]);
    await others();
  });

  test('a revoked credential publishes nothing more, and a stop closes its fields alone', async () => {
    const { subgraph } = good(await ask('gao-yuan', `{ subgraph(name: "${NAME}") { credentials { id version } } }`));
    const [credential] = subgraph.credentials;
    const revocation = { credentialId: credential.id, expectedVersion: credential.version };
    expect(codeOf(await act('gao-yuan', 'revokeSubgraphCredential', revocation, 'credential { revokedAt }'))).toBeNull();
    expect(codeOf(await publish(served))).toBe('FORBIDDEN');
    const { stop } = good(
      await act('luo-qing', 'stop', { scope: 'SUBGRAPH', target: NAME, reason: '数据泄露' }, 'stop { id version }'),
    ).result;
    await eventually(async () => codeOf(await sites()) === 'FORBIDDEN');
    await others();
    expect(
      codeOf(await act('luo-qing', 'liftStop', { stopId: stop.id, expectedVersion: stop.version }, 'stop { id }')),
    ).toBeNull();
  });
});
