import { newId } from '@union-graph/subgraph';
import { eventsAbout, key, listenerTo, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildCard, buildJointUnion, buildMember, buildWorker, type UnionRow } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

const ADMIN = staff(newId(), 'DISTRICT_ADMIN', '/city/110105/');

/** A worker's record took up a member's, and with it the membership; each test does something to that membership, then takes the merge back. */
describe('a membership that moved by a merge goes back as it is now (C-16)', () => {
  let subgraph: TestSubgraph;
  let union: UnionRow;
  let other: UnionRow;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation, { subscribers: listenerTo('organisation') });
    [union, other] = [await buildJointUnion(subgraph.sql), await buildJointUnion(subgraph.sql)];
  });
  afterAll(() => subgraph.stop());

  const act = async (name: string, input: object, fields: string) => {
    const mutation = `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${fields} } }`;
    const { data, errors } = await subgraph.ask(ADMIN, mutation, { input: { idempotencyKey: key(), ...input } });
    expect(errors).toBeUndefined();
    return data[name];
  };
  const record = async (id: string) =>
    (
      await subgraph.sql(
        'select membership_status as status, union_id as "unionId", scope_path as path from member where id = $1',
        [id],
      )
    )[0];
  const versionOf = async (table: string, id: string): Promise<number> =>
    (await subgraph.sql<{ version: number }>(`select version from ${table} where id = $1`, [id]))[0]?.version as number;
  const members = async ({ id }: UnionRow) =>
    (await subgraph.sql<{ count: number }>('select member_count as count from trade_union where id = $1', [id]))[0]?.count;
  const cardOf = (memberId: string) => subgraph.sql('select id, status from card where member_id = $1', [memberId]);

  async function mergedPair({ of = union, into }: { of?: UnionRow; into?: { id: string } } = {}) {
    const [survivor, double] = [into ?? (await buildWorker(subgraph.sql)), await buildMember(subgraph.sql, { union: of })];
    const card = await buildCard(subgraph.sql, double.id);
    const names = { survivorId: survivor.id, duplicateId: double.id, reason: '同一人', evidenceRef: 'box-1' };
    const versions = { expectedVersion: 1, duplicateVersion: 1, acknowledgeDifferences: true };
    const { merge } = await act('mergeMembers', { ...names, ...versions }, 'merge { id }');
    const unmerge = () =>
      act('unmergeMembers', { mergeId: merge.id, expectedVersion: 1, reason: '原来是两人' }, 'merge { status }');
    const change = async (name: string, more: object, fields: string) =>
      act(name, { memberId: survivor.id, expectedVersion: await versionOf('member', survivor.id), ...more }, fields);
    return { survivor, double, card, unmerge, change };
  }
  const HOME = { status: 'NONE', unionId: null, path: '/city/110105/' };

  test('while it is transferred: the transfer, its card and its acceptance are the person’s whose it is', async () => {
    const { survivor, double, card, unmerge, change } = await mergedPair();
    const { transfer } = await change('requestTransfer', { toUnionId: other.id }, 'transfer { id version }');
    const before = [await members(union), await members(other)];
    await unmerge();
    expect([await record(survivor.id), await record(double.id)]).toEqual([
      HOME,
      { status: 'TRANSFERRING', unionId: union.id, path: union.scope_path },
    ]);
    expect([await cardOf(survivor.id), await cardOf(double.id)]).toEqual([[], [{ id: card.id, status: 'FROZEN' }]]);
    const expectedVersion = await versionOf('membership_transfer', transfer.id);
    const accepted = await act('acceptTransfer', { transferId: transfer.id, expectedVersion }, 'transfer { member { id } }');
    expect(accepted.transfer.member.id).toBe(double.id);
    expect(await record(double.id)).toEqual({ status: 'ACTIVE', unionId: other.id, path: other.scope_path });
    expect(await cardOf(double.id)).toEqual([{ id: card.id, status: 'ACTIVE' }]);
    expect([await members(union), await members(other)]).toEqual([Number(before[0]) - 1, Number(before[1]) + 1]);
  });

  test('after it was transferred: the person belongs to the new union, and the transfer is theirs', async () => {
    const { survivor, double, unmerge, change } = await mergedPair();
    const { transfer } = await change('requestTransfer', { toUnionId: other.id }, 'transfer { id version }');
    await act('acceptTransfer', { transferId: transfer.id, expectedVersion: 1 }, 'transfer { id }');
    const before = await members(other);
    await unmerge();
    expect([await record(survivor.id), await record(double.id)]).toEqual([
      HOME,
      { status: 'ACTIVE', unionId: other.id, path: other.scope_path },
    ]);
    expect(await members(other)).toBe(before);
    const owner = await subgraph.sql('select member_id as id from membership_transfer where id = $1', [transfer.id]);
    expect(owner).toEqual([{ id: double.id }]);
  });

  test('kept without dues: the card goes on with it', async () => {
    const { survivor, double, card, unmerge, change } = await mergedPair();
    await change('retainMembership', { cause: 'UNEMPLOYED' }, 'member { id }');
    await unmerge();
    expect([await record(survivor.id), await record(double.id)]).toMatchObject([HOME, { status: 'RETAINED', unionId: union.id }]);
    expect(await cardOf(double.id)).toEqual([{ id: card.id, status: 'ACTIVE' }]);
  });

  test('ended: it has ended for the person whose it was, and the card is frozen', async () => {
    const { survivor, double, card, unmerge, change } = await mergedPair();
    const before = Number(await members(union));
    await change('leaveUnion', {}, 'member { id }');
    await unmerge();
    expect([await record(survivor.id), await record(double.id)]).toEqual([HOME, { ...HOME, status: 'LEFT' }]);
    expect(await cardOf(double.id)).toEqual([{ id: card.id, status: 'FROZEN' }]);
    expect(await members(union)).toBe(before - 1);
  });

  test('a death that was told meanwhile is the survivor’s; the other one is a member again', async () => {
    const { survivor, double, unmerge, change } = await mergedPair();
    const before = Number(await members(union));
    await change('recordDeath', { diedOn: '2013-10-18' }, 'member { id }');
    await unmerge();
    expect([await record(survivor.id), await record(double.id)]).toEqual([
      { ...HOME, status: 'DECEASED' },
      { status: 'ACTIVE', unionId: union.id, path: union.scope_path },
    ]);
    expect(await members(union)).toBe(before);
  });

  test('a card that was taken out with the other’s membership is frozen', async () => {
    const { survivor, card, unmerge } = await mergedPair();
    await subgraph.sql(`update card set status = 'LOST' where id = $1`, [card.id]);
    const own = await buildCard(subgraph.sql, survivor.id);
    await unmerge();
    expect(await cardOf(survivor.id)).toEqual([{ id: own.id, status: 'FROZEN' }]);
    expect(await eventsAbout(subgraph.sql, own.id as string)).toMatchObject([{ type: 'organisation.card.frozen' }]);
  });

  test('a membership of a union that ended meanwhile is none, and its card is frozen', async () => {
    const small = await buildJointUnion(subgraph.sql);
    const { double, card, unmerge } = await mergedPair({ of: small, into: await buildMember(subgraph.sql, { union: other }) });
    await subgraph.sql(`update trade_union set status = 'DISSOLVED' where id = $1`, [small.id]);
    await unmerge();
    expect(await record(double.id)).toEqual(HOME);
    expect(await cardOf(double.id)).toEqual([{ id: card.id, status: 'FROZEN' }]);
  });
});
