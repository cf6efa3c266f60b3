import { ANONYMOUS } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { insert, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import {
  buildCity,
  buildEnterprise,
  buildFederation,
  buildJointUnion,
  buildMember,
  buildStaff,
  buildUnionBelow,
  type UnionRow,
} from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

describe('reading unions', () => {
  let subgraph: TestSubgraph;
  let city: UnionRow;
  let federation: UnionRow;
  let joint: UnionRow;
  let enterprise: UnionRow;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation);
    const { sql } = subgraph;
    city = await buildCity(sql);
    federation = await buildFederation(sql);
    joint = await buildJointUnion(sql);
    const industrial = await buildUnionBelow(sql, city, 'INDUSTRIAL_UNION');
    const bureau = await buildUnionBelow(sql, industrial, 'BUREAU_COMPANY_UNION');
    enterprise = await buildUnionBelow(sql, bureau, 'ENTERPRISE_UNION', {
      district_code: '110107',
      dual_parent_id: federation.id,
    });
    const chair = await buildStaff(sql, joint, { role: 'UNION_CHAIR' });
    await sql('update trade_union set chair_id = $2 where id = $1', [joint.id, chair.id]);
  });
  afterAll(() => subgraph.stop());

  test('S-01: the tree has one root, and every union comes after the one above it', async () => {
    const ids: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const { data } = await subgraph.ask(
        ANONYMOUS,
        'query ($after: String) { unionTree(depth: 5, first: 2, after: $after) { totalCount nodes { id parent { id } } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      for (const { id, parent } of data.unionTree.nodes) {
        if (parent) expect(ids).toContain(parent.id);
        else expect(ids).toEqual([]);
        ids.push(id);
      }
      after = data.unionTree.pageInfo.endCursor;
      more = data.unionTree.pageInfo.hasNextPage;
      expect(data.unionTree.totalCount).toBe(6);
    }
    expect(new Set(ids).size).toBe(6);
  });

  test('a tree begins where it is told and ends at its depth', async () => {
    const count = async (args: string) =>
      (await subgraph.ask(ANONYMOUS, `{ unionTree(${args}) { totalCount } }`)).data?.unionTree.totalCount;
    expect(await count('depth: 0')).toBe(1);
    expect(await count('depth: 1')).toBe(3);
    expect(await count(`rootId: "${federation.id}", depth: 5`)).toBe(2);
    for (const args of ['depth: 6', 'depth: -1'])
      expect(await subgraph.code(subgraph.ask(ANONYMOUS, `{ unionTree(${args}) { totalCount } }`))).toBe('BAD_USER_INPUT');
    expect(await subgraph.code(subgraph.ask(ANONYMOUS, `{ unionTree(rootId: "${newId()}") { totalCount } }`))).toBe('NOT_FOUND');
    expect(await subgraph.code(subgraph.ask(ANONYMOUS, '{ union(id: "x") { id } }'))).toBe('NOT_FOUND');
  });

  test('S-11: an industrial union spans the districts of its units, and the two lines are tied', async () => {
    const { data } = await subgraph.ask(
      ANONYMOUS,
      `{ union(id: "${enterprise.id}") { dualParent { id } districts { code } parent { parent { industry districts { code } children { nodes { kind } } } } } }`,
    );
    expect(data.union).toEqual({
      dualParent: { id: federation.id },
      districts: [{ code: '110107' }],
      parent: {
        parent: {
          industry: 'SERVICES',
          districts: [{ code: '110107' }],
          children: { nodes: [{ kind: 'BUREAU_COMPANY_UNION' }] },
        },
      },
    });
  });

  const CHAIR = 'query ($id: ID!) { union(id: $id) { chair { nameZh role workPhone workEmail } } }';
  test('亮身份: the chair’s telephone is open to the union’s own members and to staff above, the name to all', async () => {
    const own = await buildMember(subgraph.sql, { union: joint });
    const other = await buildMember(subgraph.sql);
    const seen = async (viewer: Parameters<TestSubgraph['ask']>[0]) =>
      (await subgraph.ask(viewer, CHAIR, { id: joint.id })).data.union.chair;
    const name = { nameZh: '陈晓梅', role: 'UNION_CHAIR' };
    for (const viewer of [member(own.id), staff(newId(), 'DISTRICT_ADMIN', '/city/110105/')])
      expect(await seen(viewer)).toEqual({ ...name, workPhone: '000-6500-0001', workEmail: 'chen@union.local' });
    for (const viewer of [ANONYMOUS, member(other.id), staff(newId(), 'DISTRICT_ADMIN', '/city/110101/')])
      expect(await seen(viewer)).toEqual({ ...name, workPhone: null, workEmail: null });
    await subgraph.sql(`update member set membership_status = 'LEFT', union_id = null where id = $1`, [own.id]);
    expect(await seen(member(own.id))).toMatchObject({ workPhone: null });
  });

  test('staff who do not serve the public are known to the staff above them only', async () => {
    const cadre = await buildStaff(subgraph.sql, city, { on_public_duty: false, role: 'HQ_CADRE', employer: 'CITY_HQ' });
    const entity = (viewer: Parameters<TestSubgraph['ask']>[0]) =>
      subgraph.ask(viewer, 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on StaffMember { nameZh } } }', {
        r: [{ __typename: 'StaffMember', id: cadre.id }],
      });
    expect((await entity(ANONYMOUS)).data._entities).toEqual([null]);
    expect((await entity(staff(newId(), 'DISTRICT_ADMIN', '/city/110105/'))).data._entities).toEqual([null]);
    expect((await entity(staff(cadre.id as string, 'MEMBER'))).data._entities).toEqual([{ nameZh: '陈晓梅' }]);
    expect((await entity(staff(newId(), 'AUDITOR'))).data._entities).toEqual([{ nameZh: '陈晓梅' }]);
  });

  test('2.1.1, C-20: counts under ten are for those who list the union’s members', async () => {
    const union = await buildJointUnion(subgraph.sql);
    const first = await buildMember(subgraph.sql, { union });
    const read = async (viewer: Parameters<TestSubgraph['ask']>[0]) =>
      (await subgraph.ask(viewer, 'query ($id: ID!) { union(id: $id) { memberCount femaleMemberCount } }', { id: union.id })).data
        .union;
    const outside = staff(newId(), 'DISTRICT_ADMIN', '/city/110101/');
    expect(await read(outside)).toEqual({ memberCount: null, femaleMemberCount: null });
    const stranger = await buildMember(subgraph.sql);
    expect(await read(member(stranger.id))).toEqual({ memberCount: null, femaleMemberCount: null });
    // Of a union of one the counts would say that its member is a woman, to whoever reads them and not the list.
    for (const role of ['AUDITOR', 'SOCIAL_DEPT', 'HOTLINE_AGENT', 'FUND_CASEWORKER', 'PRIVACY_OFFICER', 'FUND_CASHIER'] as const)
      expect([role, await read(staff(newId(), role))]).toEqual([role, { memberCount: null, femaleMemberCount: null }]);
    expect(await read(member(first.id))).toEqual({ memberCount: null, femaleMemberCount: null });
    for (const viewer of [staff(newId(), 'CITY_DEPT'), staff(newId(), 'STATION_STAFF', '/city/110105/')])
      expect(await read(viewer)).toEqual({ memberCount: 1, femaleMemberCount: 1 });
    for (let n = 1; n < 10; n++) await buildMember(subgraph.sql, { union });
    expect(await read(outside)).toEqual({ memberCount: 10, femaleMemberCount: null });
    expect(await read(staff(newId(), 'JOINT_UNION_OFFICER', union.scope_path))).toEqual({
      memberCount: 10,
      femaleMemberCount: 10,
    });
    expect(await read(ANONYMOUS)).toEqual({ memberCount: null, femaleMemberCount: null });
  });

  test('S-25: a union covers the firms affiliated to it and to the unions below', async () => {
    const firm = await buildEnterprise(subgraph.sql);
    const past = await buildEnterprise(subgraph.sql);
    const affiliation = { union_id: joint.id, kind: 'JOINT_UNION', from_day: '2013-01-01' };
    await insert(subgraph.sql, 'enterprise_affiliation', { id: newId(), enterprise_id: firm.id, ...affiliation });
    await insert(subgraph.sql, 'enterprise_affiliation', {
      id: newId(),
      enterprise_id: past.id,
      to_day: '2013-07-31',
      ...affiliation,
    });
    const covered = '{ coveredEnterprises { nodes { id union { id } affiliation { kind from to } } } }';
    const { data } = await subgraph.ask(
      member(newId()),
      `{ joint: union(id: "${joint.id}") ${covered} federation: union(id: "${federation.id}") ${covered} city: union(id: "${city.id}") ${covered} other: union(id: "${enterprise.id}") ${covered} }`,
    );
    const one = {
      coveredEnterprises: {
        nodes: [{ id: firm.id, union: { id: joint.id }, affiliation: { kind: 'JOINT_UNION', from: '2013-01-01', to: null } }],
      },
    };
    expect(data).toEqual({ joint: one, federation: one, city: one, other: { coveredEnterprises: { nodes: [] } } });
    await expect(
      insert(subgraph.sql, 'enterprise_affiliation', { id: newId(), enterprise_id: firm.id, ...affiliation, kind: 'OWN_UNION' }),
    ).rejects.toMatchObject({ constraint: 'enterprise_one_affiliation' });
  });
});
