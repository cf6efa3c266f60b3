import { ANONYMOUS, ROLES } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildCard, buildConsent, buildMember } from '../builders/index.ts';
import { organisation } from '../subgraph.ts';

/** Who reads workers' records in their part of the tree (the table of the roles' work, 2.0.1). */
const READERS = [
  'STATION_STAFF',
  'JOINT_UNION_OFFICER',
  'DISTRICT_ADMIN',
  'INDUSTRY_ADMIN',
  'BUREAU_ADMIN',
  'CITY_DEPT',
  'HOTLINE_AGENT',
  'MEDIATOR',
  'LAWYER',
  'FUND_CASEWORKER',
  'FUND_APPROVER',
  'FUND_CASHIER',
  'PRIVACY_OFFICER',
  'SYSTEM',
];

describe('reading workers’ records', () => {
  let subgraph: TestSubgraph;
  let owner: { id: string; scope_path: string };
  let card: { id?: unknown };
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation);
    owner = await buildMember(subgraph.sql);
    card = await buildCard(subgraph.sql, owner.id);
    await buildConsent(subgraph.sql, owner.id);
  });
  afterAll(() => subgraph.stop());

  type Viewer = Parameters<TestSubgraph['ask']>[0];
  /** What a viewer reaches of the record, by every door there is. */
  const reach = async (viewer: Viewer) => {
    const entities = await subgraph.ask(
      viewer,
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Member { nameZh consents { id } card { id } } ... on Card { status member { nameZh } } } }',
      {
        r: [
          { __typename: 'Member', id: owner.id },
          { __typename: 'Card', id: card.id },
        ],
      },
    );
    return {
      member: await subgraph.code(subgraph.ask(viewer, `{ member(id: "${owner.id}") { nameZh } }`)),
      card: await subgraph.code(subgraph.ask(viewer, `{ card(id: "${card.id}") { status } }`)),
      entities: (entities.data._entities as unknown[]).map((entity) => entity !== null),
    };
  };
  const ALL = { member: null, card: null, entities: [true, true] };
  const NONE = { member: 'NOT_FOUND', card: 'NOT_FOUND', entities: [false, false] };

  test.each(ROLES)('2.0 Scope: %s inside and outside', async (role) => {
    expect(await reach(staff(newId(), role, '/city/110105/'))).toEqual(READERS.includes(role) ? ALL : NONE);
    expect(await reach(staff(newId(), role, '/city/110101/'))).toEqual(NONE);
    expect(await reach(staff(newId(), role, `${owner.scope_path}below/`))).toEqual(NONE);
  });

  test('2.0 Scope: the worker, another worker, nobody', async () => {
    expect(await reach(member(owner.id))).toEqual(ALL);
    expect(await reach(member(newId()))).toEqual(NONE);
    expect(await reach(ANONYMOUS)).toEqual(NONE);
  });

  test('me is one’s own record, and null for who has none', async () => {
    const me = async (viewer: Viewer) =>
      (await subgraph.ask(viewer, '{ me { id identityMasked consents { purpose } card { id } } }')).data.me;
    expect(await me(member(owner.id))).toEqual({
      id: owner.id,
      identityMasked: '110***********0012',
      consents: [{ purpose: 'DELIVERY' }],
      card: { id: card.id },
    });
    for (const viewer of [member(newId()), staff(newId(), 'FUND_CASHIER'), ANONYMOUS]) expect(await me(viewer)).toBeNull();
  });

  test('the identity hash is not in the graph at all', async () => {
    expect((await subgraph.ask(member(owner.id), '{ me { identityHash } }')).errors?.[0]?.extensions.code).toBe(
      'GRAPHQL_VALIDATION_FAILED',
    );
  });

  test('members: in scope only, filtered, for staff', async () => {
    const other = await buildMember(subgraph.sql, { name_zh: '李建国', district_code: '110105' });
    const list = (viewer: Viewer, args = '') => subgraph.ask(viewer, `{ members${args} { totalCount nodes { nameZh } } }`);
    const names = async (viewer: Viewer, args?: string) =>
      (await list(viewer, args)).data.members.nodes.map(({ nameZh }: { nameZh: string }) => nameZh).sort();
    const admin = staff(newId(), 'DISTRICT_ADMIN', '/city/110105/');
    expect(await names(admin)).toEqual(['李建国', '王秀兰']);
    expect(await names(staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'))).toEqual([]);
    expect(await names(staff(newId(), 'JOINT_UNION_OFFICER', other.scope_path))).toEqual(['李建国']);
    expect(await names(admin, `(unionId: "${other.union.id}")`)).toEqual(['李建国']);
    expect(await names(admin, '(nameStartsWith: "王")')).toEqual(['王秀兰']);
    expect(await names(admin, '(membershipStatus: LEFT)')).toEqual([]);
    expect(await names(admin, '(unionId: "x")')).toEqual([]);
    expect(await subgraph.code(list(member(owner.id)))).toBe('FORBIDDEN');
    expect(await subgraph.code(list(admin, '(first: 101)'))).toBe('BAD_USER_INPUT');
  });
});
