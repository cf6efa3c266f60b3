import { eventually } from '../../../test/gateway.ts';
import { construction, constructionSdl, type RegistryHouse, startRegistryHouse } from '../../../test/registry.ts';
import type { FixtureSubgraph } from '../../../test/subgraph.ts';

const UNION = crypto.randomUUID();
const STEWARD = crypto.randomUUID();
const NAME = 'ind-construction';

let house: RegistryHouse;
let site: FixtureSubgraph;
let [admin, dept, steward, program] = ['', '', '', ''];

beforeAll(async () => {
  house = await startRegistryHouse();
  site = await house.startOther(NAME, construction(constructionSdl()));
  await house.sql(`insert into registered_subgraph (name, owner_union_id) values ('organisation', $1)`, [crypto.randomUUID()]);
  await house.sql(`insert into steward values ('organisation', $1)`, [STEWARD]);
  [admin, dept, steward, program] = await Promise.all([
    house.adminOf(UNION),
    house.tokenOfPerson('CITY_DEPT'),
    house.tokenOfOne(STEWARD, 'CITY_DEPT'),
    house.program('publisher'),
  ]);
  await house.seen('publisher');
});
afterAll(() => house.stop());

const SUBGRAPH = 'subgraph { name status version }';
const VERSION = 'version { id number state check { verdict problems { kind message } } } subgraphVersion';
const registration = () => ({
  name: NAME,
  ownerUnionId: UNION,
  contact: 'team@construction.example',
  routingUrl: site.url,
  prefix: 'Construction',
});
const good = (answer: Awaited<ReturnType<RegistryHouse['send']>>) => {
  if (answer.errors.length > 0) throw new Error(JSON.stringify(answer.errors));
  return (answer.data as { result: Record<string, never> }).result as never;
};
const publish = (sdl: string, expectedVersion: number, more: object = {}) =>
  house.send(program, 'publishSubgraph', { subgraph: NAME, sdl, expectedVersion, ...more }, VERSION);
const sites = async () =>
  (await house.gateway.ask('{ constructionSites { nameZh } enterprise(id: "e") { nameZh constructionSites { nameZh } } }')).data;

test('a union registers, publishes, is approved, served, refused and rolled back', async () => {
  expect((await house.send(admin, 'registerSubgraph', registration(), SUBGRAPH)).data).toEqual({
    result: { subgraph: { name: NAME, status: 'PROPOSED', version: 1 } },
  });
  const credential = await house.send(
    admin,
    'addSubgraphCredential',
    { subgraph: NAME, clientId: 'publisher', validTo: new Date(Date.now() + 86_400_000) },
    'credential { id clientId }',
  );
  expect(credential.codes).toEqual([]);
  expect((await publish(constructionSdl(), 1)).codes).toEqual(['INVALID_TRANSITION']);
  expect(
    (await house.send(dept, 'decideSubgraph', { subgraph: NAME, expectedVersion: 1, approved: true }, SUBGRAPH)).codes,
  ).toEqual([]);

  const proposed = good(await publish(constructionSdl(), 2)) as { version: { state: string }; subgraphVersion: number };
  expect(proposed).toMatchObject({
    version: { number: 1, state: 'PROPOSED', check: { verdict: 'NEEDS_APPROVAL', problems: [] } },
    subgraphVersion: 3,
  });
  const asked = await house.gateway.ask(`{ subgraph(name: "${NAME}") { references { id kind coordinate version decision } } }`, {
    token: dept,
  });
  const { references } = (asked.data as { subgraph: { references: { id: string; version: number }[] } }).subgraph;
  expect(references).toMatchObject([{ kind: 'KEY', coordinate: 'Enterprise.id', decision: 'PENDING' }]);
  const [reference] = references;
  const approval = { referenceId: reference?.id, expectedVersion: 1, approved: true };
  expect((await house.send(dept, 'approveReference', approval, 'reference { decision }')).codes).toEqual(['FORBIDDEN']);
  expect((await house.send(steward, 'approveReference', approval, 'reference { decision } version { state }')).data).toEqual({
    result: { reference: { decision: 'APPROVED' }, version: { state: 'CURRENT' } },
  });
  await eventually(async () =>
    expect(await sites()).toEqual({
      constructionSites: [{ nameZh: 'site 1' }],
      enterprise: { nameZh: 'firm e', constructionSites: [{ nameZh: 'site 1' }] },
    }),
  );

  const refused = await publish(constructionSdl('', 'type Site { a: Int }'), 4);
  expect(refused.codes).toEqual(['VALIDATION_FAILED']);
  expect(refused.errors[0]?.message).toMatch(/The type "Site" must begin with "Construction"/);

  const next = constructionSdl(`"Its floors." floors: Int @tag(name: "pub")`);
  const undeployed = await publish(next, 4);
  expect(undeployed.errors[0]?.message).toMatch(/answers another schema than the one that is published/);
  site.release(construction(next));
  expect(good(await publish(next, 4))).toMatchObject({ version: { number: 2, state: 'CURRENT' }, subgraphVersion: 5 });
  await eventually(async () =>
    expect((await house.gateway.ask('{ constructionSites { floors } }')).data).toEqual({ constructionSites: [{ floors: 3 }] }),
  );

  const back = await house.send(
    program,
    'rollBackSubgraph',
    { subgraph: NAME, expectedVersion: 5, reason: 'wrong floors' },
    VERSION,
  );
  expect(good(back)).toMatchObject({ version: { number: 1, state: 'CURRENT' }, subgraphVersion: 6 });
  await eventually(async () =>
    expect((await house.gateway.ask('{ constructionSites { floors } }')).codes).toEqual(['GRAPHQL_VALIDATION_FAILED']),
  );
  expect(await sites()).toMatchObject({ constructionSites: [{ nameZh: 'site 1' }] });
  await eventually(async () =>
    expect(
      (await house.gateway.ask('{ generation { state versions { number } } generations { totalCount } }', { token: dept })).data,
    ).toEqual({
      generation: { state: 'ACTIVE', versions: [{ number: 1 }] },
      generations: { totalCount: 4 },
    }),
  );
});
