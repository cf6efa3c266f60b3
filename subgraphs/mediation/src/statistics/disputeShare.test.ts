import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { insert, member, partnerOf, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import fc from 'fast-check';
import { buildOrg } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';
import { nonPublicBp, sumShares, totalOf, withholdGroups } from './shares.ts';

const ASK = `query ($by: DisputeGrouping!, $period: PeriodInput, $districtCode: DistrictCode) {
  disputeShare(by: $by, period: $period, districtCode: $districtCode) { by total nonPublicBp suppressed groups { group count shareBp } } }`;
const QUARTER = { from: '2013-07-01', to: '2013-09-30' };

interface Share {
  readonly total: number;
  readonly nonPublicBp: number | null;
  readonly suppressed: boolean;
  readonly groups: readonly { group: string; count: number | null; shareBp: number | null }[];
}

describe('how disputes divide (S-09)', () => {
  let subgraph: TestSubgraph;
  const city = staff(newId(), 'CITY_DEPT');
  const ask = (viewer: Viewer, variables: object = {}) => subgraph.ask(viewer, ASK, { by: 'OWNERSHIP', ...variables });
  const share = async (viewer: Viewer, variables: object = {}) => (await ask(viewer, variables)).data.disputeShare as Share;
  const countOf = ({ groups }: Share, name: string) => groups.find(({ group }) => group === name);

  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
    const orgs = { '110105': await buildOrg(subgraph), '110228': await buildOrg(subgraph, { district_code: '110228' }) };
    const cases = (ownership: string, count: number, district: keyof typeof orgs, received = '2013-08-01T10:00:00+08:00') =>
      Array.from({ length: count }, () => ({
        id: newId(),
        case_no: newId(),
        org_id: orgs[district],
        district_code: district,
        scope_path: `/city/${district}/`,
        source: 'WALK_IN',
        is_collective: false,
        ownership,
        industry: ownership === 'STATE' ? 'FINANCE' : null,
        status: 'RECEIVED',
        applicant_ids: [],
        respondent_ids: [],
        received_at: received,
      }));
    for (const row of [
      ...cases('PRIVATE', 45, '110105'),
      ...cases('PRIVATE', 3, '110228'),
      ...cases('FOREIGN', 25, '110105'),
      ...cases('STATE', 4, '110105'),
      ...cases('COLLECTIVE', 7, '110105'),
      ...cases('INDIVIDUAL', 12, '110105', '2013-04-01T00:00:00+08:00'),
    ])
      await insert(subgraph.sql, 'mediation_case', row);
  });
  afterAll(() => subgraph.stop());

  test('exactly for the city, with every group', async () => {
    const all = await share(city);
    expect(all).toMatchObject({ total: 96, nonPublicBp: 8_854, suppressed: false });
    expect(all.groups).toHaveLength(8);
    expect(all.groups[0]).toEqual({ group: 'PRIVATE', count: 48, shareBp: 5_000 });
    expect(countOf(all, 'MIXED')).toEqual({ group: 'MIXED', count: 0, shareBp: 0 });
    expect((await share(city, { period: QUARTER })).total).toBe(84);
    expect(await share(city, { by: 'DISTRICT' })).toMatchObject({
      nonPublicBp: null,
      groups: [{ group: '110105' }, { group: '110228', count: 3 }],
    });
    expect(countOf(await share(city, { by: 'INDUSTRY' }), 'UNKNOWN')?.count).toBe(92);
    expect((await share(staff(newId(), 'DISTRICT_ADMIN', '/city/110228/'), { districtCode: '110228' })).total).toBe(3);
  });

  test('for whom it is', async () => {
    for (const role of ['SOCIAL_DEPT', 'AUDITOR', 'PRIVACY_OFFICER', 'SYSTEM'] as const)
      expect(await subgraph.code(ask(staff(newId(), role)))).toBeNull();
    const admin = staff(newId(), 'DISTRICT_ADMIN', '/city/110105/');
    for (const viewer of [member(newId()), admin, staff(newId(), 'MEDIATOR', '/city/110105/'), staff(newId(), 'LINKED_PARTY')])
      expect(await subgraph.code(ask(viewer))).toBe('FORBIDDEN');
    expect(await subgraph.code(ask(admin, { districtCode: '110228' }))).toBe('FORBIDDEN');
    expect(await subgraph.code(ask(city, { period: { from: '2013-10-02', to: '2013-10-01' } }))).toBe('BAD_USER_INPUT');
  });

  test('C-20: partners and staff that does not read cases are told quarters, in tens, and a group without a case like one with few', async () => {
    const partner = partnerOf({ kind: 'RESEARCH', districtCodes: [] });
    const told = await share(partner, { period: QUARTER });
    for (const role of ['SOCIAL_DEPT', 'AUDITOR', 'PRIVACY_OFFICER'] as const) {
      const viewer = staff(newId(), role);
      expect([role, await share(viewer, { period: QUARTER })]).toEqual([role, told]);
      expect(await subgraph.code(ask(viewer, { period: { from: '2013-07-02', to: '2013-09-30' } }))).toBe('VALIDATION_FAILED');
    }
    expect(told).toMatchObject({ total: 60, nonPublicBp: 10_000, suppressed: true });
    expect(told.groups.filter(({ count }) => count !== null)).toEqual([
      { group: 'PRIVATE', count: 40, shareBp: 6_666 },
      { group: 'FOREIGN', count: 20, shareBp: 3_333 },
    ]);
    expect(countOf(told, 'STATE')).toEqual({ group: 'STATE', count: null, shareBp: null });
    expect(countOf(told, 'MIXED')).toEqual({ group: 'MIXED', count: null, shareBp: null });
    expect(await share(partner, { period: { from: '2013-06-02', to: '2013-10-15' } })).toEqual(told);
    // Without a period it is told all the quarters of ten years that are over.
    expect((await share(partner)).groups[0]).toEqual({ group: 'PRIVATE', count: 40, shareBp: expect.any(Number) });
    expect(await subgraph.code(ask(partner, { period: { from: '2013-07-02', to: '2013-09-30' } }))).toBe('VALIDATION_FAILED');
    const other = partnerOf({ kind: 'RESEARCH', districtCodes: ['110228'] });
    expect((await share(other, { period: QUARTER })).total).toBe(0);
    expect(await subgraph.code(ask(other, { districtCode: '110105' }))).toBe('NOT_FOUND');
  });

  const counts = fc.array(fc.nat(60), { minLength: 2, maxLength: 9 });
  const groupsOf = (all: readonly number[]) => all.map((count, at) => ({ group: `G${at}`, count }));

  test('C-20: no count below ten follows from an answer', () => {
    fc.assert(
      fc.property(counts, (all) => {
        const told = withholdGroups(groupsOf(all));
        const hidden = all.filter((_, at) => told[at]?.count === null);
        expect(all.filter((count, at) => count < 10 && told[at]?.count !== null)).toEqual([]);
        // Alone, a hidden group would be what the others leave of a total that is known elsewhere.
        expect(hidden).not.toHaveLength(1);
      }),
    );
  });

  test('C-20: what two periods tell differs by what the quarters between them tell', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(40), fc.nat(40), fc.nat(40)), { minLength: 2, maxLength: 6 }), (quarters) => {
        const told = quarters.map((all) => withholdGroups(groupsOf(all)));
        const [longer, shorter] = [sumShares('SOURCE', told), sumShares('SOURCE', told.slice(1))];
        expect(totalOf(longer) - totalOf(shorter)).toBe(totalOf(sumShares('SOURCE', told.slice(0, 1))));
      }),
    );
  });

  test('nothing told is no share', () => {
    expect(nonPublicBp({ by: 'OWNERSHIP', groups: [], suppressed: false })).toBeNull();
  });
});
