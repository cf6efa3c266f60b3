import { newId } from '@union-graph/subgraph';
import { caller, eventsAbout, listenerTo, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildFederation, buildMember, buildUnionBelow, buildWorker, type UnionRow } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

const ADMIN = staff(newId(), 'DISTRICT_ADMIN', '/city/110105/');
const WHY = { reason: '同名同姓，登记错人', evidenceRef: 'id-card-1' };

describe('a death that was recorded of the wrong person is taken back', () => {
  let subgraph: TestSubgraph;
  let call: ReturnType<typeof caller>;
  let union: UnionRow;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation, { subscribers: listenerTo('organisation') });
    call = caller(subgraph);
    union = await buildUnionBelow(subgraph.sql, await buildFederation(subgraph.sql), 'COMMUNITY_JOINT_UNION');
  });
  afterAll(() => subgraph.stop());

  const act = async (name: string, memberId: string, more: object, viewer = ADMIN) => {
    const [row] = await subgraph.sql<{ version: number }>('select version from member where id = $1', [memberId]);
    return call(name, 'member { membershipStatus }', { memberId, expectedVersion: row?.version, ...more }, viewer);
  };
  const dies = async (id: string, diedOn = '2013-10-18') =>
    expect((await act('recordDeath', id, { diedOn })).errors).toBeUndefined();
  const lives = (id: string, viewer = ADMIN) => act('withdrawDeath', id, WHY, viewer);
  const lastTold = async (id: string) =>
    (await eventsAbout(subgraph.sql, id)).filter(({ type }) => type === 'organisation.member.listed').at(-1)?.data;

  test('they sign in and apply again; the membership stays ended, and why is kept', async () => {
    const { id } = await buildMember(subgraph.sql, { union });
    await dies(id);
    const apply = { memberId: id, unionId: union.id };
    const viewer = member(id);
    expect(await subgraph.code(call('applyForMembership', 'application { id }', apply, viewer))).toBe('VALIDATION_FAILED');
    expect((await lives(id)).data.withdrawDeath.member).toEqual({ membershipStatus: 'NONE' });
    expect(await lastTold(id)).toMatchObject({ hasDied: false, diedOn: null, unionId: null });
    const [kept] = await subgraph.sql('select fields, before, reason, evidence_ref from member_correction where member_id = $1', [
      id,
    ]);
    expect(kept).toEqual({
      fields: ['membershipStatus', 'diedOn'],
      before: { membershipStatus: 'DECEASED', diedOn: '2013-10-18' },
      reason: WHY.reason,
      evidence_ref: WHY.evidenceRef,
    });
    expect((await call('applyForMembership', 'application { id }', apply, viewer)).errors).toBeUndefined();
  });

  test('recorded again later it counts again, with its own day, and is taken back again', async () => {
    const { id } = await buildWorker(subgraph.sql);
    await dies(id);
    await lives(id);
    await dies(id, '2013-10-19');
    expect(await lastTold(id)).toMatchObject({ hasDied: true, diedOn: '2013-10-19' });
    expect((await lives(id)).errors).toBeUndefined();
  });

  test('nobody takes back what is not recorded, and one of six officers at once does it', async () => {
    const { id } = await buildWorker(subgraph.sql);
    expect(await subgraph.code(lives(id))).toBe('INVALID_TRANSITION');
    await dies(id);
    const officer = () => staff(newId(), 'DISTRICT_ADMIN', '/city/110105/');
    const codes = await Promise.all(Array.from({ length: 6 }, () => subgraph.code(lives(id, officer()))));
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    for (const code of codes.filter((one) => one !== null)) expect(['VERSION_CONFLICT', 'INVALID_TRANSITION']).toContain(code);
  });

  test('not by the person, nor by officers of elsewhere, nor by leaving a union', async () => {
    const { id } = await buildWorker(subgraph.sql);
    await dies(id);
    expect(await subgraph.code(lives(id, staff(newId(), 'DISTRICT_ADMIN', '/city/110101/')))).toBe('NOT_FOUND');
    expect(await subgraph.code(lives(id, staff(id, 'DISTRICT_ADMIN', '/city/110105/')))).toBe('VALIDATION_FAILED');
    expect(await subgraph.code(act('leaveUnion', id, {}))).toBe('INVALID_TRANSITION');
  });

  test('a merge that had brought the death, taken back later, changes nothing of who joined since', async () => {
    const survivor = await buildWorker(subgraph.sql);
    const duplicate = await buildWorker(subgraph.sql);
    await dies(duplicate.id);
    const version = async (id: string) =>
      (await subgraph.sql<{ version: number }>('select version from member where id = $1', [id]))[0]?.version;
    const pair = {
      survivorId: survivor.id,
      expectedVersion: await version(survivor.id),
      duplicateId: duplicate.id,
      duplicateVersion: await version(duplicate.id),
      acknowledgeDifferences: true,
      ...WHY,
    };
    const merged = await call('mergeMembers', 'merge { id version }', pair, ADMIN);
    expect(merged.errors).toBeUndefined();
    expect((await lives(survivor.id)).errors).toBeUndefined();
    await subgraph.sql("update member set membership_status = 'LEFT' where id = $1", [survivor.id]);
    const { id: mergeId, version: expectedVersion } = merged.data.mergeMembers.merge;
    const undo = { mergeId, expectedVersion, reason: '两个人' };
    expect((await call('unmergeMembers', 'merge { id }', undo, ADMIN)).errors).toBeUndefined();
    const rows = await subgraph.sql('select membership_status as status from member where id = any($1) order by id = $2', [
      [survivor.id, duplicate.id],
      duplicate.id,
    ]);
    expect(rows).toEqual([{ status: 'LEFT' }, { status: 'DECEASED' }]);
  });
});
