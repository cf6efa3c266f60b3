import { newId } from '@union-graph/subgraph';
import { eventsAbout, insert, key, listenerTo, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import {
  buildCity,
  buildDistrict,
  buildEnterprise,
  buildFederation,
  buildHome,
  buildJointUnion,
  buildMember,
  buildPoint,
  buildStaff,
  buildUnionBelow,
  type UnionRow,
} from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';
import { ADMINISTRATORS, PARENT_KINDS, type UnionKind } from './rules.ts';

// @slow

const KINDS = Object.keys(PARENT_KINDS) as UnionKind[];
const CREATE =
  'mutation ($input: CreateUnionInput!) { createUnion(input: $input) { union { id kind status version parent { id } districts { code } approvedAt industry } } }';
const MOVE = 'mutation ($input: MoveUnionInput!) { moveUnion(input: $input) { union { id version parent { id } } } }';

describe('places in the union tree', () => {
  let subgraph: TestSubgraph;
  /** One active union of each kind. */
  const tree = {} as Record<UnionKind, UnionRow>;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation, { subscribers: listenerTo('organisation') });
    const { sql } = subgraph;
    tree.CITY_FEDERATION = await buildCity(sql);
    tree.DISTRICT_FEDERATION = await buildFederation(sql);
    tree.STREET_UNION = await buildUnionBelow(sql, tree.DISTRICT_FEDERATION, 'STREET_UNION');
    tree.COMMUNITY_JOINT_UNION = await buildUnionBelow(sql, tree.STREET_UNION, 'COMMUNITY_JOINT_UNION');
    tree.INDUSTRIAL_UNION = await buildUnionBelow(sql, tree.CITY_FEDERATION, 'INDUSTRIAL_UNION');
    tree.BUREAU_COMPANY_UNION = await buildUnionBelow(sql, tree.INDUSTRIAL_UNION, 'BUREAU_COMPANY_UNION');
    tree.ENTERPRISE_UNION = await buildUnionBelow(sql, tree.BUREAU_COMPANY_UNION, 'ENTERPRISE_UNION');
    await buildDistrict(sql, '110101');
  });
  afterAll(() => subgraph.stop());

  type Viewer = Parameters<TestSubgraph['ask']>[0];
  const administrator = ({ kind, scope_path }: UnionRow) => staff(newId(), ADMINISTRATORS[kind] ?? 'DISTRICT_ADMIN', scope_path);
  const create = (viewer: Viewer, parentId: string, kind: UnionKind, more: object = {}, idempotencyKey = key()) =>
    subgraph.ask(viewer, CREATE, {
      input: {
        idempotencyKey,
        parentId,
        kind,
        nameZh: `新工会${idempotencyKey}`,
        name: 'New',
        ...(kind === 'INDUSTRIAL_UNION' ? { industry: 'MEDICAL' } : {}),
        ...more,
      },
    });
  const move = (viewer: Viewer, unionId: string, parentId: string, expectedVersion = 1) =>
    subgraph.ask(viewer, MOVE, { input: { idempotencyKey: key(), expectedVersion, unionId, parentId } });

  const PAIRS = KINDS.flatMap((kind) => KINDS.map((parent) => [kind, parent] as const));

  test.each(PAIRS)('ORG-INV-4: a %s below a %s', async (kind, parent) => {
    const above = tree[parent];
    const districtCode = kind === 'DISTRICT_FEDERATION' ? '110101' : undefined;
    const answer = await create(administrator(above), above.id, kind, districtCode ? { districtCode } : {});
    const direct = () =>
      insert(subgraph.sql, 'trade_union', {
        id: newId(),
        kind,
        status: 'PREPARING',
        name_zh: '直接',
        name: 'Direct',
        parent_id: above.id,
        parent_kind: above.kind,
        scope_path: `/${newId()}/`,
        industry: kind === 'INDUSTRIAL_UNION' ? 'MEDICAL' : null,
        district_code: kind === 'DISTRICT_FEDERATION' ? '110101' : null,
      });
    if (PARENT_KINDS[kind].includes(parent)) {
      expect(answer.data.createUnion.union).toMatchObject({
        kind,
        status: 'PREPARING',
        version: 1,
        parent: { id: above.id },
        approvedAt: null,
      });
      if (kind !== 'DISTRICT_FEDERATION') await direct();
    } else {
      expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_FAILED', rule: 'ORG-INV-4' });
      await expect(direct()).rejects.toMatchObject({ constraint: 'union_parent_allowed' });
    }
  });

  test('S-11: what a union is tied to is an active union of the territorial line, in its district', async () => {
    const { sql } = subgraph;
    const [asleep, elsewhere] = [
      await buildUnionBelow(sql, tree.DISTRICT_FEDERATION, 'STREET_UNION', { status: 'SUSPENDED' }),
      await buildFederation(sql, '110106'),
    ];
    const tie = async (parent: UnionRow, kind: UnionKind, dualParentId: string, more: object = {}) => {
      const { data, errors } = await create(administrator(parent), parent.id, kind, { dualParentId, ...more });
      const error = errors?.[0]?.extensions;
      return error ? `${error.code} ${error.field}` : data.createUnion.union.status;
    };
    const { BUREAU_COMPANY_UNION: bureau, INDUSTRIAL_UNION: industry, STREET_UNION: street } = tree;
    const refused = 'VALIDATION_FAILED dualParentId';
    expect(await tie(bureau, 'ENTERPRISE_UNION', street.id)).toBe('PREPARING');
    expect(await tie(industry, 'BUREAU_COMPANY_UNION', tree.DISTRICT_FEDERATION.id)).toBe('PREPARING');
    for (const other of [industry, tree.COMMUNITY_JOINT_UNION, tree.CITY_FEDERATION, asleep])
      expect([other.kind, await tie(bureau, 'ENTERPRISE_UNION', other.id)]).toEqual([other.kind, refused]);
    expect(await tie(street, 'COMMUNITY_JOINT_UNION', tree.DISTRICT_FEDERATION.id)).toBe(refused);
    expect(await tie(bureau, 'ENTERPRISE_UNION', elsewhere.id, { districtCode: '110101' })).toBe(refused);
    expect(await tie(bureau, 'ENTERPRISE_UNION', elsewhere.id, { districtCode: '110106' })).toBe('PREPARING');
    for (const unknown of [newId(), 'x'])
      expect(await tie(bureau, 'ENTERPRISE_UNION', unknown)).toBe('BAD_USER_INPUT dualParentId');
  });

  test('ORG-INV-4: the database does not believe a wrong kind of the parent, nor a change of kind', async () => {
    const lie = {
      id: newId(),
      kind: 'COMMUNITY_JOINT_UNION',
      status: 'PREPARING',
      name_zh: '假',
      name: 'Lie',
      parent_id: tree.INDUSTRIAL_UNION.id,
      parent_kind: 'DISTRICT_FEDERATION',
      scope_path: '/lie/',
    };
    await expect(insert(subgraph.sql, 'trade_union', lie)).rejects.toMatchObject({ constraint: 'union_parent' });
    await expect(
      subgraph.sql(`update trade_union set kind = 'ENTERPRISE_UNION', industry = null where id = $1`, [tree.STREET_UNION.id]),
    ).rejects.toMatchObject({ code: '23503' });
    await expect(
      subgraph.sql(`update trade_union set parent_id = $2, parent_kind = 'ENTERPRISE_UNION' where id = $1`, [
        tree.INDUSTRIAL_UNION.id,
        tree.ENTERPRISE_UNION.id,
      ]),
    ).rejects.toMatchObject({ constraint: 'union_parent_allowed' });
  });

  test('two unions below one have two names, made or moved there, also of twenty at once; a dissolved one frees its name', async () => {
    const viewer = administrator(tree.DISTRICT_FEDERATION);
    const named = { nameZh: '同名工会' };
    const codes = await Promise.all(
      Array.from({ length: 20 }, () =>
        subgraph.code(create(viewer, tree.DISTRICT_FEDERATION.id, 'COMMUNITY_JOINT_UNION', named)),
      ),
    );
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set([null, 'DUPLICATE']));
    const cousin = await create(viewer, tree.STREET_UNION.id, 'COMMUNITY_JOINT_UNION', named);
    const { id } = cousin.data.createUnion.union;
    expect(await subgraph.code(move(viewer, id, tree.DISTRICT_FEDERATION.id))).toBe('DUPLICATE');
    await subgraph.sql(
      `update trade_union set status = 'DISSOLVED', approved_by_id = parent_id, approved_at = '2013-10-01' where name_zh = '同名工会' and parent_id = $1`,
      [tree.DISTRICT_FEDERATION.id],
    );
    expect(await subgraph.code(move(viewer, id, tree.DISTRICT_FEDERATION.id))).toBeNull();
  });

  test('createUnion: replay, other body, wrong administrator, wrong input', async () => {
    const parent = tree.DISTRICT_FEDERATION;
    const once = key();
    const first = await create(administrator(parent), parent.id, 'COMMUNITY_JOINT_UNION', { nameZh: '先来的工会' }, once);
    expect(first.errors).toBeUndefined();
    const viewer = administrator(parent);
    const again = await create(viewer, parent.id, 'COMMUNITY_JOINT_UNION', {}, once);
    expect(again.data.createUnion.union.id).not.toBe(first.data.createUnion.union.id);
    expect(await create(viewer, parent.id, 'COMMUNITY_JOINT_UNION', {}, once)).toEqual(again);
    const code = (...args: Parameters<typeof create>) => subgraph.code(create(...args));
    expect(await code(viewer, parent.id, 'COMMUNITY_JOINT_UNION', { name: 'Other' }, once)).toBe('IDEMPOTENCY_MISMATCH');
    expect(await code(staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'), parent.id, 'COMMUNITY_JOINT_UNION')).toBe('FORBIDDEN');
    expect(await code(viewer, newId(), 'COMMUNITY_JOINT_UNION')).toBe('NOT_FOUND');
    expect(await code(viewer, parent.id, 'COMMUNITY_JOINT_UNION', { industry: 'MEDICAL' })).toBe('BAD_USER_INPUT');
    expect(await code(viewer, parent.id, 'COMMUNITY_JOINT_UNION', { nameZh: ' ' })).toBe('BAD_USER_INPUT');
    expect(await code(viewer, parent.id, 'COMMUNITY_JOINT_UNION', { districtCode: '110101' })).toBe('VALIDATION_FAILED');
    expect(await code(viewer, parent.id, 'COMMUNITY_JOINT_UNION', { chairId: newId() })).toBe('BAD_USER_INPUT');
    const chairOf = async (district: string, more: object = {}) =>
      (await buildStaff(subgraph.sql, await buildJointUnion(subgraph.sql, {}, district), { role: 'UNION_CHAIR', ...more })).id;
    const chaired = async (district: string, more: object = {}) =>
      code(viewer, parent.id, 'COMMUNITY_JOINT_UNION', { chairId: await chairOf(district, more) });
    expect([await chaired('110105'), await chaired('110101')]).toEqual([null, 'VALIDATION_FAILED']);
    expect(await chaired('110105', { status: 'LEFT', left_at: '2013-10-01' })).toBe('VALIDATION_FAILED');
    // Who works elsewhere and is not on public duty is as nobody to the administrator of a district.
    const unread = { on_public_duty: false };
    expect([await chaired('110105', unread), await chaired('110101', unread)]).toEqual([null, 'BAD_USER_INPUT']);
    expect(await chaired('110101', { ...unread, status: 'LEFT', left_at: '2013-10-01' })).toBe('BAD_USER_INPUT');
    // In capitals it is the same id to the database.
    const chairId = String(await chairOf('110101')).toUpperCase();
    expect(await code(viewer, parent.id, 'COMMUNITY_JOINT_UNION', { chairId })).toBe('BAD_USER_INPUT');
    const city = administrator(tree.CITY_FEDERATION);
    expect(await code(city, tree.CITY_FEDERATION.id, 'INDUSTRIAL_UNION', { industry: null })).toBe('BAD_USER_INPUT');
    expect(await code(city, tree.CITY_FEDERATION.id, 'DISTRICT_FEDERATION')).toBe('BAD_USER_INPUT');
    expect(await code(city, tree.CITY_FEDERATION.id, 'DISTRICT_FEDERATION', { districtCode: '110105' })).toBe('DUPLICATE');
  });

  const CITYWIDE: Viewer = {
    ...staff(newId(), 'DISTRICT_ADMIN'),
    grants: ['CITY_DEPT', 'DISTRICT_ADMIN', 'INDUSTRY_ADMIN', 'BUREAU_ADMIN'].map((role) => ({
      role: role as 'CITY_DEPT',
      scopePath: '/city/',
    })),
  };

  test('moveUnion carries members, staff, imports and unions below along', async () => {
    const other = await buildFederation(subgraph.sql, '110106');
    const street = await buildUnionBelow(subgraph.sql, tree.DISTRICT_FEDERATION, 'STREET_UNION');
    const joint = await buildUnionBelow(subgraph.sql, street, 'COMMUNITY_JOINT_UNION');
    const { id } = await buildMember(subgraph.sql, { union: joint });
    const chair = await buildStaff(subgraph.sql, joint);
    const batch = {
      id: newId(),
      union_id: joint.id,
      scope_path: joint.scope_path,
      dry_run: false,
      status: 'QUEUED',
      total: 1,
      accepted: 0,
      rejected: 0,
      submitted_by_id: newId(),
      submitted_at: '2013-10-18',
    };
    const lateId = newId();
    await insert(subgraph.sql, 'import_batch', batch);
    const answer = await move(CITYWIDE, street.id, other.id);
    expect(answer.data.moveUnion.union).toEqual({ id: street.id, version: 2, parent: { id: other.id } });
    const path = `/city/110106/${street.id}/${joint.id}/`;
    // What was read before the move and is written after it: the list of a request that was on its way.
    await insert(subgraph.sql, 'import_batch', { ...batch, id: lateId });
    for (const [table, row] of [
      ['import_batch', batch.id],
      ['import_batch', lateId],
      ['trade_union', joint.id],
      ['member', id],
      ['staff_member', chair.id],
    ]) {
      expect([table, await subgraph.sql(`select scope_path from ${table} where id = $1`, [row])]).toEqual([
        table,
        [{ scope_path: path }],
      ]);
    }
    expect(await eventsAbout(subgraph.sql, street.id)).toEqual([
      expect.objectContaining({
        type: 'organisation.union.moved',
        data: { fromPath: street.scope_path, toPath: `/city/110106/${street.id}/`, parentId: other.id },
      }),
    ]);
  });

  test('an officer whose token is older than moveUnion reads their members at once after it', async () => {
    const other = await buildFederation(subgraph.sql, '110107');
    const joint = await buildUnionBelow(subgraph.sql, tree.STREET_UNION, 'COMMUNITY_JOINT_UNION', { name_zh: '两次搬迁' });
    const { id } = await buildMember(subgraph.sql, { union: joint });
    const officer = staff(newId(), 'JOINT_UNION_OFFICER', joint.scope_path);
    const seen = async () => (await subgraph.ask(officer, '{ members(first: 5) { nodes { id } } }')).data?.members?.nodes;
    expect(await seen()).toEqual([{ id }]);
    for (const [at, parent] of [other, tree.DISTRICT_FEDERATION].entries()) {
      expect(await subgraph.code(move(CITYWIDE, joint.id, parent.id, at + 1))).toBeNull();
      expect(await seen()).toEqual([{ id }]);
    }
  });

  test('moveUnion to another district takes unions and homes below along, and waits until firms are detached', async () => {
    const { sql } = subgraph;
    const other = await buildFederation(sql, '110108');
    const street = await buildUnionBelow(sql, tree.DISTRICT_FEDERATION, 'STREET_UNION', { name_zh: '将划出的街道' });
    const joint = await buildUnionBelow(sql, street, 'COMMUNITY_JOINT_UNION');
    const home = await buildHome(sql, joint);
    const firm = await buildEnterprise(sql);
    const affiliation = { id: newId(), enterprise_id: firm.id, union_id: joint.id, kind: 'JOINT_UNION', from_day: '2013-01-08' };
    await insert(sql, 'enterprise_affiliation', affiliation);
    expect((await move(CITYWIDE, street.id, other.id)).errors?.[0]?.extensions).toMatchObject({
      code: 'VALIDATION_FAILED',
      rule: 'S-25',
    });
    await sql(`update enterprise_affiliation set to_day = '2013-10-18' where id = $1`, [affiliation.id]);
    expect(await subgraph.code(move(CITYWIDE, street.id, other.id))).toBeNull();
    for (const [table, row] of [
      ['trade_union', joint.id],
      ['workers_home', home.id],
    ])
      expect([table, await sql(`select district_code, version from ${table} where id = $1`, [row])]).toEqual([
        table,
        [{ district_code: '110108', version: 2 }],
      ]);
    expect(await eventsAbout(sql, home.id as string)).toEqual([
      expect.objectContaining({
        type: 'organisation.home.listed',
        data: { unionId: joint.id, districtCode: '110108' },
        aggregateversion: 2,
      }),
    ]);
  });

  test('S-11: a union that leaves the industrial line, or its district, leaves its ties behind', async () => {
    const { sql } = subgraph;
    const point = await buildPoint(sql);
    const ties = { district_code: '110105', dual_parent_id: tree.STREET_UNION.id, service_point_id: point.id };
    const bureau = await buildUnionBelow(sql, tree.INDUSTRIAL_UNION, 'BUREAU_COMPANY_UNION', { name_zh: '另一公司' });
    const tied = await buildUnionBelow(sql, tree.BUREAU_COMPANY_UNION, 'ENTERPRISE_UNION', { name_zh: '两边连着', ...ties });
    const now = async () => {
      const [row] = await sql('select dual_parent_id, service_point_id from trade_union where id = $1', [tied.id]);
      return [row?.dual_parent_id, row?.service_point_id];
    };
    expect(await subgraph.code(move(CITYWIDE, tied.id, bureau.id))).toBeNull();
    expect(await now()).toEqual([tree.STREET_UNION.id, point.id]);
    expect(await subgraph.code(move(CITYWIDE, tied.id, tree.STREET_UNION.id, 2))).toBeNull();
    expect(await now()).toEqual([null, null]);
    for (const column of ['dual_parent_id', 'service_point_id']) {
      const tie = sql(`update trade_union set ${column} = $2 where id = $1`, [
        tied.id,
        column === 'dual_parent_id' ? tree.DISTRICT_FEDERATION.id : point.id,
      ]);
      await expect(tie).rejects.toMatchObject({ constraint: expect.stringMatching('of_industry') });
    }
  });

  test('a union that has ended is not moved', async () => {
    const ended = await buildJointUnion(subgraph.sql, { status: 'DISSOLVED', name_zh: '已散' });
    expect(await subgraph.code(move(CITYWIDE, ended.id, tree.STREET_UNION.id))).toBe('VALIDATION_FAILED');
  });

  test('moveUnion refuses circles, wrong places, a federation, strangers, stale versions', async () => {
    const code = (...args: Parameters<typeof move>) => subgraph.code(move(...args));
    expect(await code(CITYWIDE, tree.INDUSTRIAL_UNION.id, tree.BUREAU_COMPANY_UNION.id)).toBe('VALIDATION_FAILED');
    expect(await code(CITYWIDE, tree.STREET_UNION.id, tree.STREET_UNION.id)).toBe('VALIDATION_FAILED');
    expect(await code(CITYWIDE, tree.CITY_FEDERATION.id, tree.DISTRICT_FEDERATION.id)).toBe('VALIDATION_FAILED');
    expect(await code(CITYWIDE, tree.DISTRICT_FEDERATION.id, tree.CITY_FEDERATION.id)).toBe('VALIDATION_FAILED');
    expect(await code(CITYWIDE, newId(), tree.CITY_FEDERATION.id)).toBe('NOT_FOUND');
    const joint = await buildJointUnion(subgraph.sql);
    const other = await buildFederation(subgraph.sql, '110106');
    expect(await code(administrator(tree.DISTRICT_FEDERATION), joint.id, other.id)).toBe('FORBIDDEN');
    expect(await code(administrator(other), joint.id, other.id)).toBe('FORBIDDEN');
    expect(await code(CITYWIDE, joint.id, other.id, 7)).toBe('VERSION_CONFLICT');
  });

  test('ORG-INV-4: parallel moves of streets and of unions between them end in a tree whose paths are right', async () => {
    const { sql } = subgraph;
    const federations = [
      tree.DISTRICT_FEDERATION,
      await buildFederation(sql, '110106'),
      await buildFederation(sql, '110108'),
    ] as const;
    const streets = await Promise.all(
      [0, 1, 2].map((at) => buildUnionBelow(sql, federations[at] as UnionRow, 'STREET_UNION', { name_zh: `街道${at}` })),
    );
    const joints = await Promise.all(
      streets.map((street, at) => buildUnionBelow(sql, street, 'COMMUNITY_JOINT_UNION', { name_zh: `联合${at}` })),
    );
    const members = await Promise.all(joints.map((union) => buildMember(sql, { union })));
    // Whole streets move between districts, and joint unions between the moving streets.
    const moveOne = async (round: number, wave: number) => {
      const [what, where] = (round % 2 === 0 ? [streets, federations] : [joints, streets]) as [UnionRow[], UnionRow[]];
      const [union, target] = [what[(round + wave) % 3], where[(round * 7 + wave) % 3]] as [UnionRow, UnionRow];
      const [known] = await sql<{ version: number }>('select version from trade_union where id = $1', [union.id]);
      return subgraph.code(move(CITYWIDE, union.id, target.id, known?.version));
    };
    for (let wave = 0; wave < 4; wave++) {
      const codes = await Promise.all(Array.from({ length: 20 }, (_, round) => moveOne(round, wave)));
      expect(codes).toContain(null);
      expect(codes.filter((code) => code !== null && code !== 'VERSION_CONFLICT')).toEqual([]);
    }
    const wrong = await sql(`select u.name from trade_union u join trade_union p on p.id = u.parent_id
      where u.scope_path <> p.scope_path || case u.kind when 'DISTRICT_FEDERATION' then u.district_code else u.id::text end || '/' and u.scope_path ^@ '/city/'`);
    expect(wrong).toEqual([]);
    expect(
      await sql(
        'select m.id from member m join trade_union u on u.id = m.union_id where m.scope_path <> u.scope_path and m.id = any($1)',
        [members.map(({ id }) => id)],
      ),
    ).toEqual([]);
  });
});
