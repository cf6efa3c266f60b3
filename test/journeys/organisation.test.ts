import { codeOf } from '../house/client.ts';
import { story } from '../house/story.ts';

describe('S-18 机关干部联系点 / cadres’ contact points', () => {
  const { tell, attempt } = story('S-18');

  test('a cadre sees stations, firms and workers, and every station has a cadre', async () => {
    const { cadreLinks, cadreCoverage } = await tell(1);
    const kinds = new Set(cadreLinks.nodes.map(({ target }: { target: { __typename: string } }) => target.__typename));
    expect(kinds).toEqual(new Set(['ServicePoint', 'Enterprise', 'Member']));
    expect(cadreCoverage.stationsCovered).toBe(cadreCoverage.stations);
    expect(codeOf(await attempt(1, { as: 'li-jianguo' }))).toBe('FORBIDDEN');
  });

  test('what was asked for on a visit is with the hotline', async () => {
    const { recordVisit } = await tell(2);
    expect(recordVisit.visit.demands).toHaveLength(2);
    expect((await tell(3)).serviceRequest).toMatchObject({ channel: 'CADRE', topic: '入会', status: 'RECEIVED' });
  });
});

describe('S-20 大部门制 / departments', () => {
  test('the Social Work Department was newly added in April 2013, and merged from nothing', async () => {
    const { union } = await story('S-20').tell(1);
    const social = union.departments.find(({ nameZh }: { nameZh: string }) => nameZh === '社会工作部');
    expect(social).toMatchObject({
      roles: ['SOCIAL_DEPT'],
      since: null,
      sinceMonth: '2013-04',
      isPlaceholder: false,
      predecessors: [],
    });
    expect(union.inMarch.map(({ nameZh }: { nameZh: string }) => nameZh)).not.toContain('社会工作部');
    expect(union.inMarch.length).toBeGreaterThan(0);
  });
});

describe('S-27 联合工会八项职能 / the functions of a joint union', () => {
  const { tell, attempt } = story('S-27');

  test('eight, with the service that answers for each; an activity counts', async () => {
    const { union } = await tell(1);
    expect(union.functions).toHaveLength(8);
    const before = union.functions.find(({ code }: { code: string }) => code === 'CULTURE').count;
    expect((await tell(2)).recordUnionActivity.function.count).toBe(before + 1);
    expect(codeOf(await attempt(2, { as: 'he-tao' }))).toBe('FORBIDDEN');
  });
});

describe('S-30 专职干事与经费 / joint unions’ officers and money', () => {
  const { tell } = story('S-30');

  test('the union without an officer gets one', async () => {
    expect((await tell(1)).withoutOfficer.totalCount).toBe(1);
    expect((await tell(2)).hireStaff.staff).toMatchObject({ status: 'PROBATION', probationUntil: '2014-04-18' });
    expect((await tell(3)).assignStaff.assignment).toMatchObject({ dedicated: true, from: '2013-10-19' });
    expect((await tell(4)).withoutOfficer.totalCount).toBe(0);
  });
});

describe('S-76 职工舆情周报 / what workers spoke of in a week', () => {
  const { tell, attempt } = story('S-76');

  test('by topic and district, small counts withheld; a district sees its own', async () => {
    const { sentimentReport } = await tell(1);
    const [first] = sentimentReport.topics;
    expect(first.topic).toBe('工资报酬');
    expect(first.count).toBeGreaterThanOrEqual(21);
    // Of its districts one has more than ten; it is withheld too, since the others together are fewer.
    expect(first.districts).toHaveLength(17);
    expect(
      first.districts.every(
        ({ count, suppressed }: { count: number | null; suppressed: boolean }) => suppressed && count === null,
      ),
    ).toBe(true);
    const hers = (await tell(1, { as: 'dong-lei' })).sentimentReport;
    expect(hers.total ?? 0).toBeLessThan(sentimentReport.total);
    expect(codeOf(await attempt(1, { as: 'li-jianguo' }))).toBe('FORBIDDEN');
  });
});

describe('S-77 服务项目发布 / published services', () => {
  const { tell } = story('S-77');

  test('what is offered nearby today, the nearest first; what a station publishes is there at once', async () => {
    const nearest = async () => (await tell(1)).servicePoints.edges[0];
    const before = await nearest();
    expect(before).toMatchObject({
      node: { nameZh: '潘家园街道工会服务站', openNow: false },
      distanceMeters: expect.any(Number),
    });
    const { publishServiceItem } = await tell(2);
    expect((await nearest()).node.services).toEqual(
      expect.arrayContaining([{ nameZh: publishServiceItem.item.nameZh, goal: 'DEVELOPMENT' }]),
    );
  });
});
