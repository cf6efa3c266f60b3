import { calls, costSince } from '../house/calls.ts';
import { codeOf } from '../house/client.ts';
import { story } from '../house/story.ts';

describe('J-10 区服务中心一屏看全 / a district centre on one screen, one operation over five subgraphs', () => {
  const { tell, attempt } = story('J-10');

  test('the administrator of the district sees its figures from all five', async () => {
    const { district } = await tell(1);
    expect(district).toMatchObject({ name: 'Chaoyang', servicePoints: { totalCount: 2 }, contactShortfall: expect.any(Number) });
    expect(district.communitiesCovered).toBeLessThanOrEqual(district.communitiesTotal);
    expect(district.mediationStats.received).toBeGreaterThan(0);
    expect(district.skillsStats.enrolled).toBeGreaterThan(0);
    expect(district.venueStats.bookings).toBeGreaterThan(0);
    expect(district.fundStats.projects).toBeGreaterThan(0);
  });

  test('a street station without a mediation room is named', async () => {
    const { district } = await tell(1, { as: 'shen-ping', variables: { d: '110228' } });
    expect(district.mediationStats.streetsWithoutRoom).toHaveLength(1);
    expect(district.mediationStats.streetsWithoutRoom[0].nameZh).toEqual(expect.any(String));
  });

  test("another district's administrator and a member see what is public only", async () => {
    const answer = await attempt(1, { as: 'dong-lei' });
    expect(answer.data.district).toMatchObject({
      name: 'Chaoyang',
      mediationStats: null,
      skillsStats: null,
      venueStats: null,
      fundStats: null,
    });
    expect(new Set(answer.errors?.map(({ extensions }) => extensions.code))).toEqual(new Set(['FORBIDDEN']));
    expect(codeOf(await attempt(1, { as: 'li-jianguo' }))).toBe('FORBIDDEN');
  });

  test('it costs one call to each subgraph, and one more where a figure names a station', async () => {
    const before = await calls();
    await tell(1, { as: 'shen-ping', variables: { d: '110228' } });
    expect(await costSince(before)).toEqual({ organisation: 2, mediation: 1, training: 1, venues: 1, 'warmth-fund': 1 });
  });

  test('in full: points, joint unions, contacts, cadres, requests and homes, at one call to each subgraph', async () => {
    const before = await calls();
    const answer = await tell(2);
    expect(await costSince(before)).toEqual({ organisation: 1, mediation: 1, training: 1, venues: 1, 'warmth-fund': 1 });
    const { district, jointUnionCompliance, contactCoverage, cadreLinks, serviceRequests, workersHomes } = answer;
    expect(district).toMatchObject({ name: 'Chaoyang', kind: 'DISTRICT', coverageBp: expect.any(Number) });
    const kinds = district.servicePoints.nodes.map(({ kind }: { kind: string }) => kind);
    expect(new Set(kinds)).toEqual(new Set(['DISTRICT_CENTRE', 'STREET_STATION', 'COMMUNITY_STATION']));
    for (const point of district.servicePoints.nodes)
      if (point.kind.endsWith('STATION')) expect([point.nameZh, point.cadreLinks.length > 0]).toEqual([point.nameZh, true]);
    expect(jointUnionCompliance.totalCount).toBe(jointUnionCompliance.nodes.length);
    expect(jointUnionCompliance.nodes.flatMap(({ flags }: { flags: string[] }) => flags)).toContain('COMPLIANT');
    for (const { union } of jointUnionCompliance.nodes) expect(union.functions).toHaveLength(8);
    expect(contactCoverage.districts).toHaveLength(17);
    expect(cadreLinks.totalCount).toBeGreaterThan(0);
    expect(serviceRequests.totalCount).toBeGreaterThan(0);
    for (const home of workersHomes.nodes) expect([true, false]).toContain(home.brights.allPass);
  });

  test("in full, another district's administrator sees what is public, and no requests or contact points of this one", async () => {
    const { data } = await attempt(2, { as: 'dong-lei' });
    expect(data.district).toMatchObject({ name: 'Chaoyang', mediationStats: null, fundStats: null });
    expect(data.cadreLinks).toMatchObject({ totalCount: 0, nodes: [] });
    for (const point of data.district.servicePoints.nodes) expect(point.cadreLinks).toEqual([]);
    const own = (await attempt(2)).data.serviceRequests;
    const topics = new Set(own.nodes.map((request: object) => JSON.stringify(request)));
    for (const request of data.serviceRequests.nodes) expect(topics.has(JSON.stringify(request))).toBe(false);
  });
});
