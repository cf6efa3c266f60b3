import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { CHAOYANG, FENGTAI, UNION } from '../../test/builders.ts';
import { ACCOUNT, creditActs, SCHOOL } from '../../test/credits.ts';
import { training } from '../subgraph.ts';

const CONVERSIONS = '{ creditConversions(status: REQUESTED) { nodes { id member { id } entries { evidence } } } }';
const CITY = staff(newId(), 'CITY_DEPT');

let subgraph: TestSubgraph;
let acts: ReturnType<typeof creditActs>;
beforeAll(async () => {
  subgraph = await testSubgraph(training);
  acts = creditActs(subgraph);
});
afterAll(() => subgraph.stop());

describe('who sees credits', () => {
  test('the member and their part of the tree; an institution what was asked of it', async () => {
    const of = await acts.worker();
    await acts.stored(of);
    const asked = await acts.requested(of);
    for (const viewer of [
      member(of.memberId, UNION),
      staff(newId(), 'JOINT_UNION_OFFICER', UNION),
      staff(newId(), 'DISTRICT_ADMIN', FENGTAI),
      CITY,
    ])
      expect(await acts.account(of.memberId, viewer)).toMatchObject({
        entries: [{ status: 'RESERVED' }],
        conversions: [{ id: asked.id }],
      });
    for (const viewer of [
      member(newId(), UNION),
      staff(newId(), 'DISTRICT_ADMIN', CHAOYANG),
      SCHOOL,
      staff(newId(), 'MEDIATOR', FENGTAI),
    ])
      expect(await subgraph.code(subgraph.ask(viewer, ACCOUNT, { memberId: of.memberId }))).toBe('NOT_FOUND');
    const mine = { id: asked.id, member: { id: of.memberId }, entries: [{ evidence: '岗位业绩证明' }] };
    expect((await subgraph.ask(SCHOOL, CONVERSIONS)).data.creditConversions.nodes).toContainEqual(mine);
    expect((await subgraph.ask(staff(newId(), 'INSTITUTION', FENGTAI), CONVERSIONS)).data.creditConversions.nodes).toEqual([]);
    expect((await subgraph.ask(member(of.memberId), CONVERSIONS)).data.creditConversions.nodes).toEqual([mine]);
  });

  test('an institution lists what it stored, and finds there what it declares void', async () => {
    const of = await acts.worker();
    const entry = await acts.stored(of);
    const [lapsed, now] = [await acts.stored(of, { earnedAt: '2005-10-19' }), '2013-10-20T10:00:00+08:00'];
    const LIST = `query ($of: ID, $status: CreditStatus) { creditEntries(memberId: $of, status: $status) {
      totalCount nodes { id version status member { id } } } }`;
    const list = async (viewer: Viewer, status: string | null = null, memberId = of.memberId) =>
      (await subgraph.ask(viewer, LIST, { of: memberId, status }, now)).data.creditEntries;
    const stored = [
      { id: entry.id, version: 1, status: 'AVAILABLE', member: { id: of.memberId } },
      { id: lapsed.id, version: 1, status: 'EXPIRED', member: { id: of.memberId } },
    ];
    for (const viewer of [SCHOOL, CITY, member(of.memberId, UNION)])
      expect(await list(viewer)).toEqual({ totalCount: 2, nodes: stored });
    for (const viewer of [staff(newId(), 'INSTITUTION', FENGTAI), staff(newId(), 'DISTRICT_ADMIN', CHAOYANG), member(newId())])
      expect(await list(viewer)).toEqual({ totalCount: 0, nodes: [] });
    expect([await list(SCHOOL, 'AVAILABLE'), await list(SCHOOL, 'EXPIRED')].map(({ nodes }) => nodes)).toEqual([
      [stored[0]],
      [stored[1]],
    ]);
    for (const nobody of [newId(), 'x']) expect((await list(SCHOOL, null, nobody)).totalCount).toBe(0);
    const [found] = (await list(SCHOOL)).nodes;
    expect(await subgraph.code(acts.cancel(found))).toBeNull();
    expect((await list(SCHOOL, 'VOIDED')).nodes).toEqual([{ ...stored[0], version: 2, status: 'VOIDED' }]);
  });

  test('one’s own account is empty at first', async () => {
    const memberId = newId();
    expect((await subgraph.ask(member(memberId), ACCOUNT, {})).data.creditAccount).toEqual({
      id: memberId,
      balance: 0,
      entries: [],
      conversions: [],
    });
  });

  test('credits follow their member to the record that remains, and go back', async () => {
    const of = await acts.worker();
    const survivorId = newId();
    await acts.stored(of);
    await acts.stored(of, { credits: 5 });
    await acts.requested(of, { entryIds: [(await acts.account(of.memberId)).entries[0].id] });
    const merge = { mergeId: newId(), survivorId, duplicateId: of.memberId };
    const send = (what: 'merged' | 'unmerged', version: number) =>
      subgraph.send({ type: `organisation.member.${what}`, subject: survivorId, aggregateversion: version, data: merge });
    await send('merged', 2);
    expect(await acts.account(survivorId)).toMatchObject({ entries: [{}, {}], conversions: [{}] });
    await send('unmerged', 3);
    expect(await acts.account(of.memberId)).toMatchObject({ entries: [{}, {}], conversions: [{}] });
  });
});
