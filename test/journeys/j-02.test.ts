import { calls, costSince } from '../house/calls.ts';
import { ask, good } from '../house/client.ts';
import { eventually, isReady, kill } from '../house/house.ts';
import { story } from '../house/story.ts';

describe('J-02 我的工会一页看全 / my union on one page, one operation over five subgraphs', () => {
  const { tell, attempt } = story('J-02');

  test('each member sees their own union, card, cases, courses, bookings, cover and aid', async () => {
    const { me } = await tell(1, { as: 'zhang-haiyan' });
    expect(me).toMatchObject({
      nameZh: '张海燕',
      union: { nameZh: '西城家政服务公司工会' },
      card: { status: 'ACTIVE' },
      coverage: { status: 'ACTIVE' },
    });
    expect(me.card.benefits.length).toBeGreaterThan(0);
    for (const list of [me.cases, me.enrolments, me.bookings, me.aidApplications]) expect(Array.isArray(list.nodes)).toBe(true);
  });

  test('every part has rows for somebody', async () => {
    const found = { cases: 0, enrolments: 0, bookings: 0, aidApplications: 0 };
    for (const as of [
      'li-jianguo',
      'zhang-haiyan',
      'zhao-zhiqiang',
      'liu-xiaojun',
      'ma-qiang',
      'sun-guifang',
      'qian-jin',
      'zhou-xiaoli',
      'wu-dayong',
      'zheng-hong',
    ]) {
      const { me } = await tell(1, { as });
      for (const part of Object.keys(found) as (keyof typeof found)[]) found[part] += me[part].nodes.length;
    }
    expect(Object.entries(found).filter(([, rows]) => rows === 0)).toEqual([]);
  });

  test('in full: record, transfers, consents, card, union with its functions, stations nearby and requests', async () => {
    const before = await calls();
    const { me, serviceRequests } = await tell(2);
    expect(await costSince(before)).toEqual({ organisation: 1, mediation: 1, training: 1, venues: 1, 'warmth-fund': 1 });
    expect(me).toMatchObject({
      nameZh: '李建国',
      identityMasked: expect.stringMatching(/^\d{3}\*+/),
      membershipStatus: 'ACTIVE',
      card: { status: 'ACTIVE', cardNoMasked: expect.stringContaining('*') },
      union: { nameZh: expect.stringContaining('潘家园'), kind: 'COMMUNITY_JOINT_UNION', parent: { nameZh: expect.any(String) } },
    });
    expect(me.union.chair.workPhone).toEqual(expect.any(String));
    expect(me.union.functions).toHaveLength(8);
    expect(me.union.coveredEnterprises.totalCount).toBeGreaterThan(0);
    expect(me.transfers).toEqual([expect.objectContaining({ status: 'ACCEPTED', to: { nameZh: me.union.nameZh } })]);
    expect(me.consents.length).toBeGreaterThan(0);
    const [district] = me.union.districts;
    expect(district.nameZh).toBe('朝阳区');
    expect(district.servicePoints.nodes).toHaveLength(2);
    for (const { openingHours } of district.servicePoints.nodes) expect(openingHours.length).toBeGreaterThan(0);
    expect(district.servicePoints.nodes.some(({ services }: { services: unknown[] }) => services.length > 0)).toBe(true);
    expect(serviceRequests.nodes.length).toBeGreaterThan(0);
  });

  test('in full, what each sees is about themselves alone', async () => {
    const { me, serviceRequests } = await tell(2, { as: 'zhang-haiyan' });
    expect(me).toMatchObject({ nameZh: '张海燕', transfers: [], union: { nameZh: '西城家政服务公司工会' } });
    const topics = new Set((await tell(2)).serviceRequests.nodes.map((request: object) => JSON.stringify(request)));
    for (const request of serviceRequests.nodes) expect(topics.has(JSON.stringify(request))).toBe(false);
  });

  test('with the fund down its part is null with DEPENDENCY_UNAVAILABLE, the rest is there, and it comes back', async () => {
    await kill('warmth-fund');
    const answer = await attempt(1, { as: 'zhang-haiyan' });
    expect(answer.data.me).toMatchObject({ nameZh: '张海燕', card: { status: 'ACTIVE' }, coverage: null, aidApplications: null });
    expect(answer.errors?.map(({ path, extensions }) => [path?.join('.'), extensions.code, extensions.service]).sort()).toEqual([
      ['me.aidApplications', 'DEPENDENCY_UNAVAILABLE', 'warmth-fund'],
      ['me.coverage', 'DEPENDENCY_UNAVAILABLE', 'warmth-fund'],
    ]);
    await eventually(() => isReady('warmth-fund'));
    expect(await eventually(async () => !(await attempt(1, { as: 'zhang-haiyan' })).errors)).toBe(true);
  });

  test('an operation that does not ask the fund does not notice', async () => {
    await kill('warmth-fund');
    expect(good(await ask('zhang-haiyan', '{ me { nameZh } }'))).toEqual({ me: { nameZh: '张海燕' } });
    await eventually(() => isReady('warmth-fund'));
    // What comes after finds the house whole: the gateway has heard that the fund is back.
    await eventually(async () => !(await attempt(1, { as: 'zhang-haiyan' })).errors);
  });
});
