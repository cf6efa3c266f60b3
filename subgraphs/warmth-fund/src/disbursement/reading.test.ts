import { ANONYMOUS } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { auditor, deposit, fundId } from '../../test/books.ts';
import { reserved, walk } from '../../test/payouts.ts';
import { warmthFund } from '../subgraph.ts';

const ONE = 'query ($id: ID!) { disbursement(id: $id) { id fund { code } } }';
const MANY =
  'query ($status: DisbursementStatus, $fundId: ID) { disbursements(status: $status, fundId: $fundId) { totalCount nodes { id } } }';
const ENTITY =
  'query ($id: ID!) { _entities(representations: [{ __typename: "Disbursement", id: $id }]) { ... on Disbursement { amountFen } } }';

describe('reading payouts', () => {
  let subgraph: TestSubgraph;
  const worker = newId();
  let own: string;
  let other: string;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
    await deposit(subgraph, 1, 10_000);
    own = (await reserved(subgraph, { memberId: worker })).id;
    other = (await walk(subgraph, await reserved(subgraph, { districtCode: '110101' }), 'void')).id;
  });
  afterAll(() => subgraph.stop());

  test.each([
    ['the payee', member(worker), [true, false]],
    ['an auditor', auditor, [true, true]],
    ['a cashier of the first district', staff(newId(), 'FUND_CASHIER', '/city/110105/'), [true, false]],
    ['a cashier of the second district', staff(newId(), 'FUND_CASHIER', '/city/110101/'), [false, true]],
    ['another member', member(newId()), [false, false]],
    ['a district administrator', staff(newId(), 'DISTRICT_ADMIN', '/city/110105/'), [false, false]],
    ['nobody in particular', ANONYMOUS, [false, false]],
  ] as const)('%s, also asking for entities', async (_, viewer, seen) => {
    for (const [at, id] of [own, other].entries()) {
      expect(await subgraph.code(subgraph.ask(viewer, ONE, { id }))).toBe(seen[at] ? null : 'NOT_FOUND');
      expect((await subgraph.ask(viewer, ENTITY, { id })).data._entities).toEqual([seen[at] ? { amountFen: '1000' } : null]);
    }
    expect((await subgraph.ask(viewer, MANY)).data.disbursements.totalCount).toBe(seen.filter(Boolean).length);
  });

  test('the list is narrowed by state and fund', async () => {
    const ask = async (variables: object) => (await subgraph.ask(auditor, MANY, variables)).data.disbursements.nodes;
    expect(await ask({ status: 'VOIDED' })).toEqual([{ id: other }]);
    expect(await ask({ fundId: fundId(1) })).toEqual([{ id: other }, { id: own }]);
    expect(await ask({ fundId: fundId(2) })).toEqual([]);
    expect(await subgraph.code(subgraph.ask(auditor, MANY, { fundId: 'x' }))).toBe('BAD_USER_INPUT');
    expect(await subgraph.code(subgraph.ask(auditor, ONE, { id: 'x' }))).toBe('NOT_FOUND');
  });
});
