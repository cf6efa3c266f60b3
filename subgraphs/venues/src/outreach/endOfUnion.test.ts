import { newId } from '@union-graph/subgraph';
import { staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { at, CHAOYANG, withKey } from '../../test/build.ts';
import { buildPlacedMember, tellLife } from '../../test/events.ts';
import { buildGroup } from '../../test/groups.ts';
import { buildOffer, buildOutreach, buildTheatre, buildUnion } from '../../test/outreach.ts';
import { venues } from '../subgraph.ts';

const TEN_TIMES = Array.from({ length: 10 }, (_, index) => index + 1);

describe('what a union that has ended asked for (2.1.3, S-67)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues);
  });
  afterAll(() => subgraph.stop());

  const end = async (unionId: string, mergedIntoId: string | null = null, version = 2) => {
    const data = { kind: 'COMMUNITY_JOINT_UNION', scopePath: `${CHAOYANG}${unionId}/`, mergedIntoId };
    const about = { subject: unionId, aggregateversion: version, time: at('10:00') };
    expect(await subgraph.send({ type: 'organisation.union.dissolved', ...about, data })).toBe(204);
  };
  const rowOf = async (id: string) =>
    (
      await subgraph.sql('select status, union_id as "unionId", scope_path as path, note from outreach_request where id = $1', [
        id,
      ])
    )[0];
  const officerOf = (unionId: string) => staff(newId(), 'JOINT_UNION_OFFICER', `${CHAOYANG}${unionId}/`);
  const cancel = (unionId: string, requestId: string, expectedVersion: number) =>
    subgraph.code(
      subgraph.ask(
        officerOf(unionId),
        'mutation ($input: CancelOutreachInput!) { cancelOutreach(input: $input) { request { status } } }',
        withKey({ requestId, expectedVersion, reason: '示例' }),
      ),
    );

  test('dissolved: what is open is called off, and the offer and the facility are free again; what was delivered stays', async () => {
    const unionId = await buildUnion(subgraph.sql);
    const facilityId = await buildTheatre(subgraph.sql);
    const offerId = await buildOffer(subgraph.sql, { facility_id: facilityId, quota: 1 });
    const scheduled = await buildOutreach(subgraph.sql, {
      ...{ union_id: unionId, status: 'SCHEDULED', kind: 'THEATRE', offer_id: offerId, facility_id: facilityId },
    });
    const [submitted, delivered, begun] = [
      await buildOutreach(subgraph.sql, { union_id: unionId }),
      await buildOutreach(subgraph.sql, { union_id: unionId, status: 'DELIVERED' }),
      await buildOutreach(subgraph.sql, {
        ...{ union_id: unionId, status: 'SCHEDULED', start_at: at('09:30'), end_at: at('11:00') },
      }),
    ];
    const taken = async () => (await subgraph.sql('select taken from outreach_offer where id = $1', [offerId]))[0]?.taken;
    expect(await taken()).toBe(1);
    await end(unionId);
    for (const id of [scheduled, submitted]) expect(await rowOf(id)).toMatchObject({ status: 'CANCELLED', note: '工会已撤销' });
    expect(await taken()).toBe(0);
    expect([(await rowOf(delivered))?.status, (await rowOf(begun))?.status]).toEqual(['DELIVERED', 'SCHEDULED']);
    expect(await cancel(unionId, begun, 1)).toBe('NOT_FOUND');
  });

  test('merged: the heir has what is open, and its officer goes on with it; told again, nothing changes', async () => {
    const [unionId, heirId] = [await buildUnion(subgraph.sql), await buildUnion(subgraph.sql)];
    const requestId = await buildOutreach(subgraph.sql, { union_id: unionId, status: 'REVIEWED' });
    expect(await cancel(heirId, requestId, 1)).toBe('NOT_FOUND');
    await end(unionId, heirId);
    await end(unionId, heirId);
    expect(await rowOf(requestId)).toMatchObject({ status: 'REVIEWED', unionId: heirId, path: `${CHAOYANG}${heirId}/` });
    expect(await cancel(unionId, requestId, 2)).toBe('NOT_FOUND');
    expect(await cancel(heirId, requestId, 2)).toBeNull();
  });

  test('merged into one that was told to have ended before: who took the place of that one goes on', async () => {
    const [unionId, between, heirId] = [
      await buildUnion(subgraph.sql),
      await buildUnion(subgraph.sql),
      await buildUnion(subgraph.sql),
    ];
    const requestId = await buildOutreach(subgraph.sql, { union_id: unionId, status: 'REVIEWED' });
    await end(between, heirId);
    await end(unionId, between);
    expect(await rowOf(requestId)).toMatchObject({ status: 'REVIEWED', unionId: heirId, path: `${CHAOYANG}${heirId}/` });
    expect(await cancel(heirId, requestId, 2)).toBeNull();
  });

  test('merged into one that was dissolved: what is open is called off', async () => {
    const [unionId, between] = [await buildUnion(subgraph.sql), await buildUnion(subgraph.sql)];
    const requestId = await buildOutreach(subgraph.sql, { union_id: unionId });
    await end(between);
    await end(unionId, between);
    expect(await rowOf(requestId)).toMatchObject({ status: 'CANCELLED', unionId, note: '工会已撤销' });
  });

  test.each(TEN_TIMES)('merged into one that ends at the same time: nothing stays with a union that has ended (%i)', async () => {
    const [unionId, between, heirId] = [
      await buildUnion(subgraph.sql),
      await buildUnion(subgraph.sql),
      await buildUnion(subgraph.sql),
    ];
    const requestId = await buildOutreach(subgraph.sql, { union_id: unionId });
    await Promise.all([end(unionId, between), end(between, heirId)]);
    expect(await rowOf(requestId)).toMatchObject({ status: 'SUBMITTED', unionId: heirId, path: `${CHAOYANG}${heirId}/` });
  });

  test('merged into one of which organisation tells later: it has what is open, and its officer finds it then', async () => {
    const [unionId, heirId] = [await buildUnion(subgraph.sql), newId()];
    const requestId = await buildOutreach(subgraph.sql, { union_id: unionId });
    await end(unionId, heirId);
    expect(await rowOf(requestId)).toMatchObject({ status: 'SUBMITTED', unionId: heirId });
    const data = { kind: 'COMMUNITY_JOINT_UNION', scopePath: `${CHAOYANG}${heirId}/`, parentId: null, districtCode: '110105' };
    const about = { subject: heirId, aggregateversion: 1, time: at('10:00') };
    expect(await subgraph.send({ type: 'organisation.union.activated', ...about, data })).toBe(204);
    expect(await cancel(heirId, requestId, 3)).toBeNull();
  });

  describe('the groups that wait for a leader whom it was to find', () => {
    const pathOf = async (groupId: string) =>
      (await subgraph.sql('select vacant_path as path from fitness_group where id = $1', [groupId]))[0]?.path;
    const vacant = (unionId: string) =>
      buildGroup(subgraph.sql, { leader_id: null, vacant_since: at('09:00'), vacant_path: `${CHAOYANG}${unionId}/` });

    test('merged: the heir finds one, and where that has ended, who took its place', async () => {
      const [unionId, between, heirId] = [
        await buildUnion(subgraph.sql),
        await buildUnion(subgraph.sql),
        await buildUnion(subgraph.sql),
      ];
      const [groupId, other] = [await vacant(unionId), await vacant(heirId)];
      const hand = (expectedVersion: number, of: string) =>
        subgraph.code(
          subgraph.ask(
            officerOf(of),
            'mutation ($input: HandOverGroupInput!) { handOverGroup(input: $input) { group { id } } }',
            withKey({ groupId, expectedVersion, memberId: newId() }),
          ),
        );
      expect(await hand(1, heirId)).toBe('FORBIDDEN');
      await end(between, heirId);
      await end(unionId, between);
      expect(await hand(2, heirId)).toBeNull();
      expect(await pathOf(other)).toBe(`${CHAOYANG}${heirId}/`);
    });

    test('dissolved: those above find one, as before', async () => {
      const unionId = await buildUnion(subgraph.sql);
      const groupId = await vacant(unionId);
      await end(unionId);
      expect(await pathOf(groupId)).toBe(`${CHAOYANG}${unionId}/`);
    });

    test.each(TEN_TIMES)('of a leader whose death is told when the union ends: the heir finds one (%i)', async () => {
      const [unionId, heirId] = [await buildUnion(subgraph.sql), await buildUnion(subgraph.sql)];
      const leaderId = await buildPlacedMember(subgraph.sql, `${CHAOYANG}${unionId}/`);
      const groupId = await buildGroup(subgraph.sql, { leader_id: leaderId });
      const [, status] = await Promise.all([end(unionId, heirId), tellLife(subgraph, leaderId)]);
      expect([status, await pathOf(groupId)]).toEqual([204, `${CHAOYANG}${heirId}/`]);
    });
  });
});
