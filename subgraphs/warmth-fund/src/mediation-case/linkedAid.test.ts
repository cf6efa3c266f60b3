import { newId } from '@union-graph/subgraph';
import { member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { caseworker } from '../../test/books.ts';
import { askAid } from '../../test/donations.ts';
import { warmthFund } from '../subgraph.ts';

const LINKED = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on MediationCase { linkedAid { id member { id } } } } }`;

describe('MediationCase.linkedAid', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
  });
  afterAll(() => subgraph.stop());

  const linked = async (viewer: typeof caseworker, cases: readonly (readonly (string | null)[])[]) => {
    const of = cases.map((applicants) => ({
      __typename: 'MediationCase',
      id: newId(),
      applicants: applicants.map((id) => ({ __typename: 'Party', member: id && { __typename: 'Member', id } })),
    }));
    const { data } = await subgraph.ask(viewer, LINKED, { of });
    return data._entities.map(({ linkedAid }: { linkedAid: { id: string }[] }) => linkedAid.map(({ id }) => id));
  };
  const applied = async (day: string, memberId: string) => {
    await askAid(subgraph, 'MEDICAL', '1');
    const [row] = await subgraph.sql<{ id: string }>(
      `update aid_application set member_id = $1, applied_at = $2 where id = (select id from aid_application where applied_at = '2013-10-01' limit 1)
       returning id`,
      [memberId, day],
    );
    return row?.id;
  };

  test('is the aid of those who ask, the latest first; of firms and of others’ records nothing', async () => {
    const [one, other, stranger] = [newId(), newId(), newId()];
    const [first, third, second] = [
      await applied('2013-02-01', one),
      await applied('2013-04-01', one),
      await applied('2013-03-01', other),
    ];
    await applied('2013-05-01', stranger);
    expect(await linked(caseworker, [[one, null, other, one], [other], [], ['not an id']])).toEqual([
      [third, second, first],
      [second],
      [],
      [],
    ]);
  });

  test('is read by the applicants themselves, each their own, and by staff of the place; one statement for all cases', async () => {
    const [one, other] = [newId(), newId()];
    const own = await applied('2013-02-01', one);
    await applied('2013-03-01', other);
    expect(await linked(member(one), [[one, other]])).toEqual([[own]]);
    expect(await linked(staff(newId(), 'FUND_CASEWORKER', '/city/110101/'), [[one, other]])).toEqual([[]]);
    expect(await linked(staff(newId(), 'MEDIATOR', '/city/'), [[one, other]])).toEqual([[]]);
    subgraph.statements();
    await linked(caseworker, [[one, other], [other], [one]]);
    expect(subgraph.statements().filter((text) => String(text).includes('aid_application'))).toHaveLength(1);
  });
});
