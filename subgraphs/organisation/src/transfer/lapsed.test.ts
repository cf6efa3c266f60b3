import { ANONYMOUS } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { key, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildCard, buildJointUnion, buildMember, type MemberRow } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

const LAST_DAY = '2013-11-18T23:59:59+08:00';
const TOO_LATE = '2013-11-19T00:00:00+08:00';
const CITY = staff(newId(), 'CITY_DEPT', '/city/');

describe('a transfer whose last day is over, before any task has run (2.1.3)', () => {
  let subgraph: TestSubgraph;
  let person: MemberRow;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation);
    const to = await buildJointUnion(subgraph.sql, {}, '110101');
    person = await buildMember(subgraph.sql);
    await buildCard(subgraph.sql, person.id);
    const input = { idempotencyKey: key(), memberId: person.id, toUnionId: to.id, expectedVersion: 1 };
    const asked = await subgraph.ask(
      member(person.id),
      'mutation ($input: RequestTransferInput!) { requestTransfer(input: $input) { transfer { id } } }',
      { input },
    );
    expect(asked.errors).toBeUndefined();
  });
  afterAll(() => subgraph.stop());

  const listed = async (membershipStatus: string, now: string, more = '') => {
    const query = `{ members(membershipStatus: ${membershipStatus}${more}) { totalCount nodes { id membershipStatus } } }`;
    return (await subgraph.ask(CITY, query, {}, now)).data.members;
  };
  const none = { totalCount: 0, nodes: [] };
  const one = (membershipStatus: string) => ({ totalCount: 1, nodes: [{ id: person.id, membershipStatus }] });

  test.each(['', `, unionId: $union`, ', nameStartsWith: $name'])(
    'the member is listed and counted as they read%s',
    async (filter) => {
      const more = filter.replace('$union', `"${person.union_id}"`).replace('$name', `"${person.name_zh}"`);
      expect([await listed('TRANSFERRING', LAST_DAY, more), await listed('ACTIVE', LAST_DAY, more)]).toEqual([
        one('TRANSFERRING'),
        none,
      ]);
      expect([await listed('TRANSFERRING', TOO_LATE, more), await listed('ACTIVE', TOO_LATE, more)]).toEqual([
        none,
        one('ACTIVE'),
      ]);
    },
  );

  test('the card that it froze counts among the good ones', async () => {
    const cards = async (now: string) =>
      (await subgraph.ask(ANONYMOUS, '{ fiveOnes { key value } }', {}, now)).data.fiveOnes.find(
        (one: { key: string }) => one.key === 'CARD',
      ).value;
    expect([await cards(LAST_DAY), await cards(TOO_LATE)]).toEqual([0, 1]);
  });
});
