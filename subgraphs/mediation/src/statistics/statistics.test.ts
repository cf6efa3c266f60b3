import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { insert, member, partnerOf, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { act, buildCase, buildOrg, day } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';
import { type CountedStats, sumStats, withholdSmall } from './rules.ts';

const STATS = `query ($r: [_Any!]!, $p: PeriodInput!) { _entities(representations: $r) { ... on District { mediationStats(period: $p) {
  received accepted agreed failed recoveredFen collective suppressed streetsWithoutRoom { id } } } } }`;

const QUARTER = { from: '2013-10-01', to: '2013-12-31' };
/** When that quarter is over. */
const AFTERWARDS = '2014-01-02T10:00:00+08:00';

describe('statistics', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
  });
  afterAll(() => subgraph.stop());

  const read = (viewer: Viewer, code = '110105', p = { from: '2013-10-01', to: '2013-10-31' }, now?: string) =>
    subgraph.ask(viewer, STATS, { r: [{ __typename: 'District', code }], p }, now);
  const stats = async (viewer: Viewer, code?: string, p?: { from: string; to: string }, now?: string) =>
    (await read(viewer, code, p, now)).data._entities[0].mediationStats;

  test('each count goes by its own day, failures by time included; stations without a room are named', async () => {
    const [withRoom, without] = [newId(), newId()];
    for (const id of [withRoom, without])
      await insert(subgraph.sql, 'street_station', { service_point_id: id, district_code: '110228' });
    const orgId = await buildOrg(subgraph, { district_code: '110228', scope_path: '/city/110228/', service_point_id: withRoom });
    const place = { orgId, district_code: '110228', scope_path: '/city/110228/' };
    await buildCase(subgraph, 'RECEIVED', place);
    await buildCase(subgraph, 'FAILED', { ...place, received_at: '2013-09-30T23:59:59+08:00' });
    await buildCase(subgraph, 'IN_MEDIATION', {
      ...place,
      received_at: '2013-10-03T10:00:00+08:00',
      accepted_at: '2013-10-08T10:00:00+08:00',
    });
    await buildCase(subgraph, 'ACCEPTED', { ...place, is_collective: true });
    const paying = await buildCase(subgraph, 'EFFECTIVE', place);
    await act(subgraph, paying.mediator.viewer, 'recordPerformance', {
      caseId: paying.id,
      expectedVersion: 1,
      itemId: paying.itemIds[0],
      paidFen: '1000',
      paidAt: day(0),
    });
    const admin = staff(newId(), 'DISTRICT_ADMIN', '/city/110228/');
    expect(await stats(admin, '110228')).toEqual({
      received: 4,
      accepted: 3,
      agreed: 1,
      failed: 2,
      recoveredFen: '1000',
      collective: 1,
      suppressed: false,
      streetsWithoutRoom: [{ id: without }],
    });
    expect(await stats(admin, '110228', { from: '2013-09-30', to: '2013-09-30' })).toMatchObject({
      received: 1,
      accepted: 0,
      failed: 0,
    });
  });

  test('money counts by the day it was paid', async () => {
    const paying = await buildCase(subgraph, 'EFFECTIVE');
    const input = { caseId: paying.id, expectedVersion: 1, itemId: paying.itemIds[0], paidFen: '1000', paidAt: day(-2) };
    await act(subgraph, paying.mediator.viewer, 'recordPerformance', input);
    const admin = staff(newId(), 'CITY_DEPT');
    expect((await stats(admin, '110105', { from: day(-2), to: day(-2) })).recoveredFen).toBe('1000');
    expect((await stats(admin, '110105', { from: day(-1), to: day(0) })).recoveredFen).toBe('0');
    const org = await subgraph.ask(
      admin,
      'query ($id: ID!, $p: PeriodInput!) { mediationOrg(id: $id) { stats(period: $p) { received agreed recoveredFen } } }',
      { id: paying.orgId, p: { from: day(-30), to: day(0) } },
    );
    expect(org.data.mediationOrg.stats).toEqual({ received: 1, agreed: 1, recoveredFen: '1000' });
  });

  test('for whom they are', async () => {
    const may = ['CITY_DEPT', 'SOCIAL_DEPT', 'AUDITOR', 'PRIVACY_OFFICER', 'SYSTEM', 'PARTNER'] as const;
    for (const role of may)
      expect([role, await subgraph.code(read(staff(newId(), role), '110105', QUARTER, AFTERWARDS))]).toEqual([role, null]);
    const mayNot = [
      member(newId()),
      staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'),
      staff(newId(), 'MEDIATOR', '/city/110105/'),
      staff(newId(), 'LINKED_PARTY'),
    ];
    for (const viewer of mayNot) expect(await subgraph.code(read(viewer))).toBe('FORBIDDEN');
    expect(await subgraph.code(read(staff(newId(), 'CITY_DEPT'), '110105', { from: '2013-10-02', to: '2013-10-01' }))).toBe(
      'BAD_USER_INPUT',
    );
  });

  test.each(['PARTNER', 'SOCIAL_DEPT', 'AUDITOR', 'PRIVACY_OFFICER'] as const)(
    'C-20: %s, who does not read the cases, reads whole quarters and no small counts, of a district and of an organisation',
    async (role) => {
      const viewer = staff(newId(), role);
      const seen = await stats(viewer, '110105', QUARTER, AFTERWARDS);
      expect(seen).toMatchObject({ received: null, agreed: null, recoveredFen: null, suppressed: true });
      expect(await subgraph.code(read(viewer, '110105', { from: day(-2), to: day(-2) }))).toBe('VALIDATION_FAILED');
      const orgId = await buildOrg(subgraph, { district_code: '110105', scope_path: '/city/110105/' });
      const ofOrg = await subgraph.ask(
        viewer,
        'query ($id: ID!, $p: PeriodInput!) { mediationOrg(id: $id) { stats(period: $p) { received accepted } } }',
        { id: orgId, p: QUARTER },
        AFTERWARDS,
      );
      expect(ofOrg.data.mediationOrg.stats).toEqual({ received: null, accepted: null });
    },
  );

  test('those who read the cases read small counts', async () => {
    expect((await stats(staff(newId(), 'CITY_DEPT'))).received).toBeGreaterThan(0);
  });

  test('4.2: partners read whole quarters only, of the districts that are agreed', async () => {
    const partner = staff(newId(), 'PARTNER');
    expect(await subgraph.code(read(partner))).toBe('VALIDATION_FAILED');
    expect(await stats(partner, '110105', { from: '2013-09-02', to: '2013-12-31' }, AFTERWARDS)).toEqual(
      await stats(partner, '110105', QUARTER, AFTERWARDS),
    );
    const agreed = (districtCodes: string[]) => partnerOf({ kind: 'RESEARCH', districtCodes });
    expect(await subgraph.code(read(agreed(['110101']), '110105', QUARTER, AFTERWARDS))).toBe('NOT_FOUND');
    expect(await subgraph.code(read(agreed(['110105']), '110105', QUARTER, AFTERWARDS))).toBeNull();
  });

  test('C-20: what a quarter grows by from one day to the next is told to no partner', async () => {
    const place = { district_code: '110229', scope_path: '/city/110229/' };
    const orgId = await buildOrg(subgraph, place);
    for (let at = 0; at < 12; at++) await buildCase(subgraph, 'EFFECTIVE', { ...place, orgId });
    const partner = staff(newId(), 'PARTNER');
    const over = { from: '2013-01-01', to: '2013-12-31' };
    expect(await subgraph.code(read(partner, '110229', QUARTER))).toBe('VALIDATION_FAILED');
    // The whole year is the three quarters that are over, in which there was nothing.
    expect((await stats(partner, '110229', over)).received).toBeNull();
    expect((await stats(partner, '110229', QUARTER, AFTERWARDS)).received).toBe(10);
  });

  const full: CountedStats = {
    received: 104,
    accepted: 90,
    agreed: 60,
    failed: 30,
    collective: 12,
    recoveredFen: 864_999n,
    payingCases: 12,
    stationIds: [],
  };
  const { payingCases: _, ...told } = full;
  const rounded = { ...told, received: 100, collective: 10, recoveredFen: 864_000n, suppressed: false };
  test.each([
    ['nothing is small', {}, {}],
    ['ten is not small', { collective: 10 }, {}],
    ['nine is, and the next smallest goes with it', { collective: 9 }, { collective: null, failed: null, suppressed: true }],
    ['two small ones hide each other', { collective: 9, failed: 5 }, { collective: null, failed: null, suppressed: true }],
    [
      'two small ones of fewer than ten together take a third along',
      { collective: 4, failed: 0 },
      { collective: null, failed: null, agreed: null, recoveredFen: null, suppressed: true },
    ],
    ['money of few cases is not told, whatever was agreed', { payingCases: 9 }, { recoveredFen: null, suppressed: true }],
    ['few agreements hide the money', { agreed: 3 }, { agreed: null, recoveredFen: null, collective: null, suppressed: true }],
  ])('%s', (_, over, withheld) => {
    expect(withholdSmall({ ...full, ...over })).toEqual({ ...rounded, ...withheld });
  });

  test('a year is the sum of what its quarters tell', () => {
    const quarters = [full, { ...full, collective: 9 }].map(withholdSmall);
    expect(sumStats(quarters, [])).toEqual({
      ...rounded,
      received: 200,
      accepted: 180,
      agreed: 120,
      recoveredFen: 1_728_000n,
      suppressed: true,
    });
  });
});
