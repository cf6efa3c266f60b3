import { newId } from '@union-graph/subgraph';
import { eventsAbout, insert, key, listenerTo, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import {
  buildCity,
  buildDistrict,
  buildEnterprise,
  buildFederation,
  buildHome,
  buildJointUnion,
  buildMember,
  buildStaff,
  buildUnionBelow,
  buildWorker,
  type UnionRow,
} from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

const ADMIN = staff(newId(), 'DISTRICT_ADMIN', '/city/110105/');

describe('dissolveUnion (2.1.3: all members transferred first)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation, { subscribers: listenerTo('organisation') });
  });
  afterAll(() => subgraph.stop());

  const dissolve = (unionId: string, mergeIntoId: string | null = null, more: object = {}) =>
    subgraph.ask(
      ADMIN,
      'mutation ($input: DissolveUnionInput!) { dissolveUnion(input: $input) { union { status mergedInto { id } version } } }',
      { input: { idempotencyKey: key(), expectedVersion: 1, unionId, mergeIntoId, ...more } },
    );

  test('an empty union is merged into another of its kind; both stay readable', async () => {
    const [union, heir] = [await buildJointUnion(subgraph.sql), await buildJointUnion(subgraph.sql)];
    expect((await dissolve(union.id, heir.id)).data.dissolveUnion.union).toEqual({
      status: 'MERGED',
      mergedInto: { id: heir.id },
      version: 2,
    });
  });

  test('the heir runs the homes of a union that is merged into it, and other services hear of it; one of a name that it has stays', async () => {
    const [union, heir] = [await buildJointUnion(subgraph.sql), await buildJointUnion(subgraph.sql)];
    const [home, same] = [
      await buildHome(subgraph.sql, union),
      await buildHome(subgraph.sql, union, 'STANDARD', { name_zh: '示例 之家A' }),
    ];
    await buildHome(subgraph.sql, heir, 'REGISTERED', { name_zh: '示例之家a' });
    const officer = staff(newId(), 'JOINT_UNION_OFFICER', heir.scope_path);
    const build = () =>
      subgraph.code(
        subgraph.ask(
          officer,
          'mutation ($input: BeginHomeBuildingInput!) { beginHomeBuilding(input: $input) { home { status } } }',
          {
            input: { idempotencyKey: key(), homeId: home.id, expectedVersion: 2 },
          },
        ),
      );
    expect(await build()).not.toBeNull();
    await dissolve(union.id, heir.id);
    expect(await build()).toBeNull();
    const runBy = async (id: unknown) =>
      (await subgraph.sql('select union_id as id from workers_home where id = $1', [id]))[0]?.id;
    expect([await runBy(home.id), await runBy(same.id)]).toEqual([heir.id, union.id]);
    expect((await eventsAbout(subgraph.sql, home.id)).at(-1)).toMatchObject({
      data: { unionId: heir.id, districtCode: '110105' },
    });
  });

  test('an heir of another administrator is not named by who may not decide about it', async () => {
    const { sql } = subgraph;
    const city = await buildCity(sql);
    const [own, other] = [
      await buildUnionBelow(sql, city, 'INDUSTRIAL_UNION'),
      await buildUnionBelow(sql, city, 'INDUSTRIAL_UNION'),
    ];
    const [ending, heir, near] = await Promise.all(
      [own, other, own].map((line) => buildUnionBelow(sql, line, 'BUREAU_COMPANY_UNION', { name_zh: newId() })),
    );
    const into = (mergeIntoId?: string) =>
      subgraph.code(
        subgraph.ask(
          staff(newId(), 'INDUSTRY_ADMIN', own.scope_path),
          'mutation ($input: DissolveUnionInput!) { dissolveUnion(input: $input) { union { status } } }',
          { input: { idempotencyKey: key(), expectedVersion: 1, unionId: ending?.id, mergeIntoId } },
        ),
      );
    expect([await into(heir?.id), await into(near?.id)]).toEqual(['FORBIDDEN', null]);
  });

  const LEFT: Record<string, (union: UnionRow) => Promise<unknown>> = {
    members: (union) => buildMember(subgraph.sql, { union }),
    'open applications': async (union) => {
      const { id } = await buildWorker(subgraph.sql);
      await insert(subgraph.sql, 'membership_application', {
        id: newId(),
        member_id: id,
        union_id: union.id,
        status: 'SUBMITTED',
        submitted_by_id: id,
        submitted_at: '2013-10-18',
      });
    },
    'members on their way to it': async (union) => {
      const { id } = await buildMember(subgraph.sql);
      const ask = 'mutation ($input: RequestTransferInput!) { requestTransfer(input: $input) { transfer { id } } }';
      await subgraph.ask(member(id), ask, {
        input: { idempotencyKey: key(), expectedVersion: 1, memberId: id, toUnionId: union.id },
      });
    },
    firms: async (union) => {
      const { id } = await buildEnterprise(subgraph.sql);
      await insert(subgraph.sql, 'enterprise_affiliation', {
        id: newId(),
        enterprise_id: id,
        union_id: union.id,
        kind: 'JOINT_UNION',
        from_day: '2013-01-01',
      });
    },
    'of its staff': (union) => buildStaff(subgraph.sql, union),
    'assignments to it': async (union) => {
      const { id } = await buildStaff(subgraph.sql, await buildJointUnion(subgraph.sql));
      const span = { from_day: '2013-01-01', to_day: '2013-10-19' };
      await insert(subgraph.sql, 'staff_assignment', { id: newId(), staff_member_id: id, union_id: union.id, ...span });
    },
    'unions tied to it': async (union) =>
      buildUnionBelow(subgraph.sql, await buildCity(subgraph.sql), 'INDUSTRIAL_UNION', { dual_parent_id: union.id }),
  };

  test('who left the staff and assignments that are over hold nothing up', async () => {
    const union = await buildJointUnion(subgraph.sql);
    const { id } = await buildStaff(subgraph.sql, union, { status: 'LEFT', left_at: '2013-10-18' });
    const span = { from_day: '2013-01-01', to_day: '2013-10-18' };
    await insert(subgraph.sql, 'staff_assignment', { id: newId(), staff_member_id: id, union_id: union.id, ...span });
    expect((await dissolve(union.id)).errors).toBeUndefined();
  });

  test('while only assignments that end today are left, the refusal says from which day it can end', async () => {
    const union = await buildJointUnion(subgraph.sql);
    await LEFT['assignments to it']?.(union);
    const message = async () => (await dissolve(union.id)).errors?.[0]?.message;
    expect(await message()).toContain('1 assignments to it until 2013-10-19. It can end on 2013-10-20.');
    await LEFT['of its staff']?.(union);
    expect(await message()).toContain('1 of its staff, 1 assignments to it until 2013-10-19. They must go first.');
  });

  test.each(['PREPARING', 'APPROVED'])(
    'one that is %s is given up with a reason, which the staff above it reads; it is merged into none',
    async (status) => {
      const approval = status === 'PREPARING' ? { approved_by_id: null, approved_at: null } : {};
      const union = await buildJointUnion(subgraph.sql, { status, ...approval });
      const refusal = async (...of: Parameters<typeof dissolve>) => (await dissolve(...of)).errors?.[0]?.extensions;
      expect(await refusal(union.id)).toMatchObject({ code: 'VALIDATION_FAILED', field: 'reason' });
      expect(await refusal(union.id, null, { reason: ' ' })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'reason' });
      const heir = await buildJointUnion(subgraph.sql);
      expect(await refusal(union.id, heir.id, { reason: '合并' })).toMatchObject({ code: 'INVALID_TRANSITION' });
      await LEFT['of its staff']?.(union);
      expect(await refusal(union.id, null, { reason: '企业已注销' })).toMatchObject({ code: 'VALIDATION_FAILED', rule: '2.1.3' });
      await subgraph.sql(`update staff_member set status = 'LEFT', left_at = '2013-10-18' where union_id = $1`, [union.id]);
      expect((await dissolve(union.id, null, { reason: '企业已注销' })).data.dissolveUnion.union.status).toBe('DISSOLVED');
      const read = async (viewer: typeof ADMIN) =>
        (await subgraph.ask(viewer, `{ union(id: "${union.id}") { status approvedAt endReason } }`)).data.union;
      const approvedAt = status === 'PREPARING' ? null : expect.any(String);
      expect(await read(ADMIN)).toEqual({ status: 'DISSOLVED', approvedAt, endReason: '企业已注销' });
      expect((await read(member(newId()))).endReason).toBeNull();
    },
  );

  test('of an approval and a giving up at once one wins', async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await buildJointUnion(subgraph.sql, { status: 'PREPARING', approved_by_id: null, approved_at: null });
      const approve = 'mutation ($input: ApproveUnionInput!) { approveUnion(input: $input) { union { status } } }';
      const approved = subgraph.ask(ADMIN, approve, { input: { idempotencyKey: key(), expectedVersion: 1, unionId: id } });
      const codes = await Promise.all([subgraph.code(approved), subgraph.code(dissolve(id, null, { reason: '不再筹备' }))]);
      expect(codes.toSorted()).toEqual(['VERSION_CONFLICT', null]);
    }
  });

  test('VALIDATION_FAILED for an heir in another district', async () => {
    await buildDistrict(subgraph.sql, '110106');
    const [union, heir] = [await buildJointUnion(subgraph.sql), await buildJointUnion(subgraph.sql, {}, '110106')];
    expect((await dissolve(union.id, heir.id)).errors?.[0]?.extensions).toMatchObject({
      code: 'VALIDATION_FAILED',
      field: 'mergeIntoId',
    });
  });

  test.each(Object.keys(LEFT))('VALIDATION_FAILED while there are %s', async (what) => {
    const union = await buildJointUnion(subgraph.sql);
    await LEFT[what]?.(union);
    const { errors } = await dissolve(union.id);
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining(`1 ${what}`),
      extensions: { code: 'VALIDATION_FAILED', rule: '2.1.3' },
    });
  });

  test('VALIDATION_FAILED while there are unions below it', async () => {
    const street = await buildUnionBelow(subgraph.sql, await buildFederation(subgraph.sql), 'STREET_UNION');
    const below = await buildUnionBelow(subgraph.sql, street, 'COMMUNITY_JOINT_UNION');
    expect((await dissolve(street.id)).errors?.[0]?.message).toContain('1 unions below it');
    expect((await dissolve(below.id)).errors).toBeUndefined();
    expect((await dissolve(street.id)).errors).toBeUndefined();
  });

  test('VALIDATION_FAILED for an heir that cannot be one, NOT_FOUND for none', async () => {
    const union = await buildJointUnion(subgraph.sql);
    for (const id of [
      union.id,
      (await buildFederation(subgraph.sql)).id,
      (await buildJointUnion(subgraph.sql, { status: 'SUSPENDED' })).id,
    ])
      expect(await subgraph.code(dissolve(union.id, id))).toBe('VALIDATION_FAILED');
    expect(await subgraph.code(dissolve(union.id, newId()))).toBe('NOT_FOUND');
  });

  test('nobody gets into a union while it is dissolved, nor the other way round', async () => {
    for (let round = 0; round < 10; round++) {
      const union = await buildJointUnion(subgraph.sql);
      const { id } = await buildMember(subgraph.sql);
      const ask = 'mutation ($input: RequestTransferInput!) { requestTransfer(input: $input) { transfer { id } } }';
      const asked = subgraph.ask(member(id), ask, {
        input: { idempotencyKey: key(), expectedVersion: 1, memberId: id, toUnionId: union.id },
      });
      const codes = await Promise.all([subgraph.code(asked), subgraph.code(dissolve(union.id))]);
      expect(codes.filter((code) => code === null)).toHaveLength(1);
      expect(codes).toContain('VALIDATION_FAILED');
    }
  });

  test('the database keeps an ended union empty, and a merged one with its heir', async () => {
    const { union } = await buildMember(subgraph.sql);
    await expect(subgraph.sql(`update trade_union set status = 'DISSOLVED' where id = $1`, [union.id])).rejects.toMatchObject({
      constraint: 'union_ended_is_empty',
    });
    const { id } = await buildJointUnion(subgraph.sql);
    await expect(subgraph.sql(`update trade_union set status = 'MERGED' where id = $1`, [id])).rejects.toMatchObject({
      constraint: 'union_merged_has_heir',
    });
  });
});
