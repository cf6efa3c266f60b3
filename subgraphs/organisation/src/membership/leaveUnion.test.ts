import { newId } from '@union-graph/subgraph';
import { eventsAbout, key, listenerTo, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildCard, buildMember, buildWorker } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

const LEAVE =
  'mutation ($input: LeaveUnionInput!) { leaveUnion(input: $input) { member { id membershipStatus memberNo union { id } joinedAt version card { status } } } }';

describe('leaveUnion (2.1.3)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation, { subscribers: listenerTo('organisation') });
  });
  afterAll(() => subgraph.stop());

  type Viewer = Parameters<TestSubgraph['ask']>[0];
  const leave = (viewer: Viewer, memberId: string, { expectedVersion = 1, idempotencyKey = key() } = {}) =>
    subgraph.ask(viewer, LEAVE, { input: { idempotencyKey, expectedVersion, memberId } });

  test('the membership ends, the counts go down, the card freezes, the others are told', async () => {
    const { id, union, scope_path, member_no } = await buildMember(subgraph.sql);
    const card = await buildCard(subgraph.sql, id);
    const once = key();
    const first = await leave(member(id), id, { idempotencyKey: once });
    expect(first.data.leaveUnion.member).toEqual({
      id,
      membershipStatus: 'LEFT',
      memberNo: member_no,
      union: null,
      joinedAt: null,
      version: 2,
      card: { status: 'FROZEN' },
    });
    expect(await leave(member(id), id, { idempotencyKey: once })).toEqual(first);
    expect(
      await subgraph.sql('select member_count, female_member_count, migrant_member_count from trade_union where id = $1', [
        union.id,
      ]),
    ).toEqual([{ member_count: 0, female_member_count: 0, migrant_member_count: 0 }]);
    expect(await subgraph.sql('select scope_path from member where id = $1', [id])).toEqual([{ scope_path: '/city/110105/' }]);
    expect(await eventsAbout(subgraph.sql, id)).toEqual([
      expect.objectContaining({ type: 'organisation.member.listed' }),
      expect.objectContaining({
        type: 'organisation.member.left',
        data: { memberId: id, unionId: union.id, scopePath: scope_path },
      }),
    ]);
    expect(await eventsAbout(subgraph.sql, card.id as string)).toEqual([
      expect.objectContaining({ type: 'organisation.card.frozen' }),
    ]);
  });

  test.each(['APPLIED', 'ISSUED'])('a card that is %s is not needed any more', async (status) => {
    const { id } = await buildMember(subgraph.sql);
    await buildCard(subgraph.sql, id, status);
    expect((await leave(member(id), id)).data.leaveUnion.member.card).toEqual({ status: 'CANCELLED' });
  });

  test.each([
    ['INVALID_TRANSITION', 'NONE'],
    ['INVALID_TRANSITION', 'LEFT'],
    ['INVALID_TRANSITION', 'EXPELLED'],
    // Nobody acts by the login of the dead at all.
    ['VALIDATION_FAILED', 'DECEASED'],
  ])('%s for who is %s', async (expected, membership_status) => {
    const { id } = await buildWorker(subgraph.sql, { membership_status });
    expect(await subgraph.code(leave(member(id), id))).toBe(expected);
  });

  test.each(['TRANSFERRING', 'RETAINED'])('INVALID_TRANSITION while the membership is %s', async (membership_status) => {
    const { id } = await buildMember(subgraph.sql, { membership_status });
    expect(await subgraph.code(leave(member(id), id))).toBe('INVALID_TRANSITION');
  });

  test('scope, role, version and key', async () => {
    const { id } = await buildMember(subgraph.sql);
    expect(await subgraph.code(leave(staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'), id))).toBe('NOT_FOUND');
    expect(await subgraph.code(leave(member(newId()), id))).toBe('NOT_FOUND');
    expect(await subgraph.code(leave(member(newId()), 'no-id'))).toBe('NOT_FOUND');
    expect(await subgraph.code(leave(staff(newId(), 'STATION_STAFF', '/city/110105/'), id))).toBe('FORBIDDEN');
    expect(await subgraph.code(leave(member(id), id, { expectedVersion: 2 }))).toBe('VERSION_CONFLICT');
    const once = key();
    expect(
      await subgraph.code(leave(staff(newId(), 'JOINT_UNION_OFFICER', '/city/110105/'), id, { idempotencyKey: once })),
    ).toBeNull();
  });

  test('a card applied for while the member leaves is never left behind', async () => {
    for (let round = 0; round < 10; round++) {
      const { id } = await buildMember(subgraph.sql);
      await subgraph.sql(
        `insert into consent (id, member_id, purpose, scope, separate, given_at, evidence_ref) values ($1, $2, 'DELIVERY', '{card}', true, '2013-10-01', 'p')`,
        [newId(), id],
      );
      const apply = subgraph.ask(member(id), 'mutation ($input: ApplyCardInput!) { applyCard(input: $input) { card { id } } }', {
        input: { idempotencyKey: key(), memberId: id },
      });
      await Promise.all([apply, leave(member(id), id)]);
      expect(await subgraph.sql(`select status from card where member_id = $1 and status = 'APPLIED'`, [id])).toEqual([]);
    }
  });
});
