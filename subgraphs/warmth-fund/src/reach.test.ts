import { READERS, ROLES, type Role } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { knownMember, reachedFields, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { deposit } from '../test/books.ts';
import { buildCases, rowId } from '../test/caseRows.ts';
import { receive } from '../test/donations.ts';
import { reserved } from '../test/payouts.ts';
import { warmthFund } from './subgraph.ts';

// Every role at the top of the tree, by every way through the fund's graph: no way leads further than the table of readers.

const heads = [101, 102, 103].map((one) => ({ id: rowId(one) }));
const keys = {
  Member: heads,
  Household: [{ id: rowId(21) }],
  HardshipFile: [{ id: rowId(31) }],
  AidApplication: [{ id: rowId(66) }],
  Card: [{ id: rowId(2) }],
  District: [{ code: '110105' }],
};

/** What each kind of the table opens, by type; of a type in several kinds, which fields. */
const OPENS: readonly (readonly [readonly Role[], RegExp])[] = [
  [READERS.hardshipFile.inScope, /^HardshipFile\.(?!household$|causes$|visits$|note$)/],
  [
    READERS.hardshipDetail.inScope,
    /^(HardshipFile\.(household|causes|visits|note)|Household\.|HouseholdMember\.|HomeVisit\.|Objection\.|PublicNotice\.objections)/,
  ],
  [READERS.aidApplication.inScope, /^AidApplication\.(?!reason$|note$)/],
  [READERS.aidDetail.inScope, /^AidApplication\.(reason|note)$/],
  [READERS.mutualAidClaim.inScope, /^MutualAidClaim\.(?!disabilityGrade$|documents$|reason$|appeal$)/],
  [READERS.claimDetail.inScope, /^(MutualAidClaim\.(disabilityGrade|documents|reason|appeal)|ClaimDocument\.)/],
  // Who reads a claim reads the cover in which it lies.
  [[...READERS.coverage.inScope, ...READERS.mutualAidClaim.inScope], /^Coverage\./],
  [READERS.disbursement.inScope, /^(Disbursement|Payee|SourceRef)\./],
  [READERS.donation.inScope, /^(Donation|Donor)\./],
];
/** Doors and what tells nothing by itself: how many there are that somebody may see, where a page ends, and stubs of other services. */
const DOORS = /^(Query|Member|Card)\.|(Connection|Edge)\.|^EligibilityResult\./;
/** What the sweep must find with somebody, or it looks past what it is for. */
const LOOKED_FOR = ['HouseholdMember.monthlyIncomeFen', 'HouseholdMember.nameZh', 'HomeVisit.findings', 'Objection.reason'];

describe('what about persons each role reaches by any way', () => {
  let subgraph: TestSubgraph;
  const reached = new Map<Role, string[]>();
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
    await deposit(subgraph, 1, 10_000_000);
    await buildCases(subgraph);
    await reserved(subgraph);
    await knownMember(subgraph.sql, rowId(101));
    await receive(subgraph, { donorKind: 'MEMBER', memberId: rowId(101) });
    const reach = reachedFields(warmthFund, subgraph.ask, {
      given: { id: rowId(31), memberId: rowId(101), book: 'FOUNDATION' },
      keys,
    });
    for (const role of ROLES)
      reached.set(
        role,
        (await reach.of(staff(newId(), role))).filter((one) => !DOORS.test(one)),
      );
  });
  afterAll(() => subgraph.stop());

  const anything = () => [...new Set([...reached.values()].flat())].sort();

  test('each field that somebody reaches is of a kind of the table', () => {
    expect(anything()).toEqual(expect.arrayContaining(LOOKED_FOR));
    expect(anything().filter((one) => !OPENS.some(([, fields]) => fields.test(one)))).toEqual([]);
  });

  test.each(ROLES)('%s reaches what the table says, and nothing else', (role) => {
    const open = OPENS.filter(([readers]) => readers.includes(role));
    expect(reached.get(role)).toEqual(anything().filter((one) => open.some(([, fields]) => fields.test(one))));
  });
});
