import { ANONYMOUS, ROLES, type Role } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { allocateAid, approved, insertCycle } from '../test/aid.ts';
import { deposit } from '../test/books.ts';
import { opened } from '../test/hardship.ts';
import { warmthFund } from './subgraph.ts';

// 2.0 «Scope», tried as every role, at every place of the tree, for the rows about households. Who may see them is written down here a
// second time, from the domain's words and not from the code that answers.

const ON_THE_SPOT: readonly Role[] = ['STATION_STAFF', 'JOINT_UNION_OFFICER'];
const DECIDE: readonly Role[] = ['FUND_CASEWORKER', 'FUND_APPROVER'];
/** Audits the money: files and payouts, and no persons. */
const OVERSEE: readonly Role[] = ['AUDITOR'];

interface Noun {
  readonly readers: readonly Role[];
  readonly single?: string;
  readonly list?: string;
  readonly entity: string;
}
const NOUNS: Readonly<Record<string, Noun>> = {
  HardshipFile: {
    readers: [...ON_THE_SPOT, ...DECIDE, ...OVERSEE],
    single: 'hardshipFile',
    list: 'hardshipFiles',
    entity: 'HardshipFile',
  },
  Household: { readers: [...ON_THE_SPOT, ...DECIDE], entity: 'Household' },
  AidApplication: {
    readers: [...ON_THE_SPOT, ...DECIDE, ...OVERSEE],
    single: 'aidApplication',
    list: 'aidApplications',
    entity: 'AidApplication',
  },
  Disbursement: {
    readers: [...DECIDE, 'FUND_CASHIER', 'FUND_ACCOUNTANT', ...OVERSEE],
    single: 'disbursement',
    list: 'disbursements',
    entity: 'Disbursement',
  },
};
/** Parts of the tree around the rows, which lie at `/city/110105/u/`, and beside them. */
const PLACES = [
  ['/city/', true],
  ['/city/110105/', true],
  ['/city/110105/u/', true],
  ['/city/110105/other/', false],
  ['/city/110101/', false],
] as const;

describe('rows about households, by role and place', () => {
  let subgraph: TestSubgraph;
  const rows: Record<string, { readonly id: string; readonly owner: string }> = {};
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
    await deposit(subgraph, 1, 10_000_000);
    await allocateAid(subgraph, '10000000');
    const file = await opened(subgraph);
    rows.HardshipFile = { id: file.id, owner: file.head.id };
    rows.Household = { id: file.household.id, owner: file.head.id };
    const head = newId();
    const application = await approved(subgraph, await insertCycle(subgraph, {}), { head });
    rows.AidApplication = { id: application.id, owner: head };
    rows.Disbursement = { id: application.disbursement.id, owner: head };
  });
  afterAll(() => subgraph.stop());

  const sees = async (viewer: Parameters<TestSubgraph['ask']>[0], noun: string): Promise<readonly unknown[]> => {
    const { single, list, entity } = NOUNS[noun] as Noun;
    const { id } = rows[noun] as { id: string };
    const asked = await subgraph.ask(
      viewer,
      `query (${single ? '$id: ID!, ' : ''}$of: [_Any!]!) { ${single ? `${single}(id: $id) { id }` : '__typename'} ${list ? `${list}(first: 100) { nodes { id } }` : ''}
        _entities(representations: $of) { ... on ${entity} { id } } }`,
      { ...(single ? { id } : {}), of: [{ __typename: entity, id }] },
    );
    const listed = list ? ((asked.data?.[list]?.nodes ?? []) as { id: string }[]).some((row) => row.id === id) : null;
    return [single ? asked.data?.[single] != null : null, listed, asked.data?._entities?.[0] != null].filter(
      (one) => one !== null,
    );
  };
  const all = (value: boolean, { single, list }: Noun) =>
    Array.from({ length: 1 + (single ? 1 : 0) + (list ? 1 : 0) }, () => value);

  describe.each(Object.entries(NOUNS))('%s', (name, noun) => {
    test.each(ROLES)('%s', async (role) => {
      for (const [path, around] of PLACES)
        expect([path, await sees(staff(newId(), role, path), name)]).toEqual([
          path,
          all(around && noun.readers.includes(role), noun),
        ]);
    });

    test('its own worker, another one and nobody', async () => {
      expect(await sees(member(rows[name]?.owner as string), name)).toEqual(all(true, noun));
      expect(await sees(member(newId()), name)).toEqual(all(false, noun));
      expect(await sees(ANONYMOUS, name)).toEqual(all(false, noun));
    });
  });
});
