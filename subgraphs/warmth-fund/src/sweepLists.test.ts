import { ANONYMOUS, ROLES, type Role, type Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { key, knownMember, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { deposit } from '../test/books.ts';
import { buildPlan, claimAct, covered, fireInput } from '../test/claims.ts';
import { receive } from '../test/donations.ts';
import { reserved, walk } from '../test/payouts.ts';
import { handIn, hashOf, makeBatch, statementFile } from '../test/statements.ts';
import { requested } from '../test/transfers.ts';
import { insertUnion } from '../test/unions.ts';
import { warmthFund } from './subgraph.ts';

// 2.0 «Scope» and 2.5.1 «rows int», tried as every role, at every place of the tree, for the lists about money. Who reads them is written down here
// a second time, from the domain's words and not from the code that answers.

const FUND: readonly Role[] = ['FUND_CASEWORKER', 'FUND_APPROVER', 'FUND_CASHIER', 'FUND_ACCOUNTANT'];
const BOOKS: readonly Role[] = [...FUND, 'AUDITOR', 'CITY_DEPT'];
const CITY = ['/city/'];
const DISTRICT = ['/city/', '/city/110105/'];
const PLACES = ['/city/', '/city/110105/', '/city/110101/'];

interface List {
  readonly list: string;
  readonly readers: readonly Role[];
  /** The parts of the tree from which the rows are read. */
  readonly from: readonly string[];
}
const LISTS: readonly List[] = [
  { list: 'journal(book: FOUNDATION)', readers: BOOKS, from: CITY },
  { list: 'bookTransfers', readers: BOOKS, from: CITY },
  { list: 'paymentBatches', readers: BOOKS, from: CITY },
  { list: 'bankStatements', readers: BOOKS, from: CITY },
  { list: 'donations', readers: [...FUND, 'AUDITOR'], from: CITY },
  {
    list: 'mutualAidClaims',
    readers: ['STATION_STAFF', 'JOINT_UNION_OFFICER', 'FUND_CASEWORKER', 'FUND_APPROVER', 'AUDITOR'],
    from: DISTRICT,
  },
  {
    list: 'serviceCostApplications',
    readers: [...FUND, 'JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'CITY_DEPT', 'AUDITOR'],
    from: DISTRICT,
  },
];

describe('lists about money, by role and place', () => {
  let subgraph: TestSubgraph;
  let holder: Viewer;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
    await deposit(subgraph, 1, 10_000_000);
    await requested(subgraph);
    await walk(subgraph, await reserved(subgraph), 'approve');
    await makeBatch(subgraph);
    const file = statementFile([`${newId()},${newId()},10.00,成功,`], '10.00');
    await handIn(subgraph, { file, sha256: hashOf(file) });
    await buildPlan(subgraph);
    ({ viewer: holder } = await covered(subgraph));
    await claimAct(subgraph, holder, 'submitClaim', fireInput());
    await knownMember(subgraph.sql, holder.personId as string);
    await receive(subgraph, { donorKind: 'MEMBER', memberId: holder.personId });
    const unionId = newId();
    await insertUnion(subgraph, unionId);
    const input = { idempotencyKey: key(), unionId, purpose: '讲座', requestedFen: '100', accountMasked: '0200 **** 1234' };
    const apply = 'mutation ($input: ApplyForServiceCostInput!) { applyForServiceCost(input: $input) { application { id } } }';
    await subgraph.ask(staff(newId(), 'JOINT_UNION_OFFICER', `/city/110105/${unionId}/`), apply, { input });
  });
  afterAll(() => subgraph.stop());

  /** How many rows a list has for somebody: none where it is refused. */
  const count = async (viewer: Viewer, list: string): Promise<number> => {
    const { data } = await subgraph.ask(viewer, `{ ${list} { nodes { id } } }`);
    return data?.[list.replace(/\(.*/, '')]?.nodes?.length ?? 0;
  };

  describe.each(LISTS)('$list', ({ list, readers, from }) => {
    test.each(ROLES)('%s', async (role) => {
      for (const place of PLACES)
        expect([place, (await count(staff(newId(), role, place), list)) > 0]).toEqual([
          place,
          readers.includes(role) && from.includes(place),
        ]);
    });

    test('a member, and nobody', async () => {
      for (const viewer of [member(newId()), ANONYMOUS]) expect(await count(viewer, list)).toBe(0);
    });
  });

  test('a member has their own donation and claim', async () => {
    expect([await count(holder, 'donations'), await count(holder, 'mutualAidClaims')]).toEqual([1, 1]);
  });
});
