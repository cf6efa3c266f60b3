import { request } from 'undici';
import { codeOf } from '../house/client.ts';
import { house } from '../house/house.ts';
import { story } from '../house/story.ts';

/** Calls from the gateway to each subgraph so far. */
async function calls(): Promise<Record<string, number>> {
  const text = await (await request(`${house.gateway}/metrics`)).body.text();
  const counted: Record<string, number> = {};
  for (const [, subgraph, count] of text.matchAll(/^subgraph_call_duration_seconds_count\{.*subgraph="([\w-]+)".*\} (\d+)$/gm)) {
    counted[subgraph as string] = (counted[subgraph as string] ?? 0) + Number(count);
  }
  return counted;
}

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
    const after = await calls();
    const made = Object.keys(after).map((name) => [name, (after[name] ?? 0) - (before[name] ?? 0)] as const);
    const cost = Object.fromEntries(made.filter(([, count]) => count > 0));
    expect(cost).toEqual({ organisation: 2, mediation: 1, training: 1, venues: 1, 'warmth-fund': 1 });
  });
});
