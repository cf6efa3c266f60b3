import { ask, codeOf, good, key } from '../house/client.ts';
import { story } from '../house/story.ts';

const AFTER = '2013-11-02T16:30:00+08:00';

describe("J-15 职工之家申请演出 / a Worker's Home asks for a show", () => {
  const { tell, attempt } = story('J-15');
  let shows = 0;

  test('the home shows its rooms and what it asked for; its union’s administrator asks, and nobody else', async () => {
    const { workersHome, artTroupe } = await tell(1);
    expect(workersHome).toMatchObject({
      ...{ nameZh: '北汽集团顺义研发基地职工之家', status: 'STANDARD', brights: { allPass: true } },
      union: { outreachRequests: { nodes: [] } },
    });
    expect(workersHome.rooms).toContainEqual({ nameZh: '多功能厅', capacity: 120 });
    expect(workersHome.events.nodes).toEqual([{ nameZh: '法律援助讲座', startsAt: '2013-11-06T10:30:00.000Z' }]);
    shows = artTroupe.performanceCount;
    for (const as of ['feng-jing', 'zhang-haiyan', 'ding-hao']) expect(codeOf(await attempt(2, { as }))).toBe('FORBIDDEN');
    expect((await tell(2)).requestOutreach.request).toMatchObject({
      ...{ status: 'SUBMITTED', kind: 'PERFORMANCE', requester: { nameZh: '北汽顺义研发基地工会' } },
    });
  });

  test('the troupe accepts; the singer who is also in the choir is in one show at a time', async () => {
    expect(codeOf(await attempt(3, { as: 'meng-yao' }))).toBe('FORBIDDEN');
    expect(codeOf(await attempt(3, { as: 'feng-jing' }))).toBe('FORBIDDEN');
    expect((await tell(3)).reviewOutreach.request.status).toBe('REVIEWED');
    const { artTroupe, performances } = await tell(4);
    const quyi = artTroupe.teams[2];
    expect([artTroupe.nameZh, artTroupe.foundedMonth, quyi.nameZh]).toEqual(['北京职工艺术团', '2011-09', '曲艺团']);
    expect(quyi.members.nodes[0].teams).toEqual([{ nameZh: '合唱团' }, { nameZh: '曲艺团' }]);
    expect(performances.nodes[0]).toMatchObject({ team: { nameZh: '合唱团' }, start: '2013-11-02T07:00:00.000Z' });
    const clash = await attempt(5);
    expect([codeOf(clash), clash.errors?.[0]?.extensions.rule]).toEqual(['SLOT_TAKEN', 'VEN-INV-7']);
    const until3 = { input: { end: '2013-11-02T15:00:00+08:00' } };
    const { performance } = good(await attempt(5, { variables: until3 })).schedulePerformance;
    const input = { idempotencyKey: key(), performanceId: performance.id, expectedVersion: 1, reason: '改由他人演出' };
    const CANCEL = 'mutation ($input: CancelPerformanceInput!) { cancelPerformance(input: $input) { performance { status } } }';
    expect(good(await ask('ding-hao', CANCEL, { input })).cancelPerformance.performance.status).toBe('CANCELLED');
    expect((await tell(6)).schedulePerformance.performance).toMatchObject({
      status: 'CAST_CONFIRMED',
      team: { nameZh: '曲艺团' },
    });
    expect(codeOf(await attempt(6))).toBe('SLOT_TAKEN');
  });

  test('scheduled, delivered to 300 people, rated; the troupe has one more show', async () => {
    expect((await tell(7)).scheduleOutreach.request).toMatchObject({
      ...{ status: 'SCHEDULED', scheduled: { start: '2013-11-02T06:00:00.000Z', end: '2013-11-02T08:00:00.000Z' } },
    });
    expect(codeOf(await attempt(8, { now: '2013-11-02T13:59:00+08:00' }))).toBe('VALIDATION_FAILED');
    expect(codeOf(await attempt(9))).toBe('INVALID_TRANSITION');
    expect((await tell(8)).confirmDelivery.request).toMatchObject({
      ...{ status: 'DELIVERED', delivery: { audience: 300, performance: { status: 'REPORTED', audience: 300 } } },
    });
    expect(codeOf(await attempt(9, { as: 'ding-hao' }))).toBe('FORBIDDEN');
    expect((await tell(9)).rateOutreach.request).toMatchObject({ status: 'RATED', rating: 5 });
    const { workersHome, artTroupe } = await tell(10);
    expect(workersHome.union.outreachRequests.nodes).toEqual([
      { kind: 'PERFORMANCE', status: 'RATED', delivery: { at: new Date(AFTER).toISOString(), audience: 300 }, rating: 5 },
    ]);
    expect(artTroupe.performanceCount).toBe(shows + 1);
  });

  test('everybody reads the troupe; who is in it, staff alone', async () => {
    const open = good(await ask(null, '{ artTroupe { teams { nameZh kind } } }')).artTroupe;
    expect(open.teams).toHaveLength(6);
    const MEMBERS = '{ artTroupe { teams { members(first: 1) { nodes { skill } } } } }';
    expect(codeOf(await ask('zhang-haiyan', MEMBERS))).toBe('FORBIDDEN');
  });

  test('the dancer whom the choir has invited reads it under his own record, and accepts; nobody else does', async () => {
    const OWN = '{ me { teamMemberships { id version status team { nameZh } } } }';
    const own = async () => good(await ask('ma-qiang', OWN)).me.teamMemberships;
    const [invitation, other] = await own();
    expect([invitation, other]).toMatchObject([
      { status: 'INVITED', team: { nameZh: '合唱团' } },
      { status: 'ACCEPTED', team: { nameZh: '首钢艺术团' } },
    ]);
    const ACCEPT =
      'mutation ($input: AcceptTeamInvitationInput!) { acceptTeamInvitation(input: $input) { membership { status } } }';
    const input = { idempotencyKey: key(), membershipId: invitation.id, expectedVersion: invitation.version };
    expect(codeOf(await ask('zhang-haiyan', ACCEPT, { input }))).toBe('NOT_FOUND');
    expect(codeOf(await ask('ding-hao', ACCEPT, { input }))).toBe('CONSENT_REQUIRED');
    expect(good(await ask('ma-qiang', ACCEPT, { input })).acceptTeamInvitation.membership.status).toBe('ACCEPTED');
    expect((await own()).map(({ status }: { status: string }) => status)).toEqual(['ACCEPTED', 'ACCEPTED']);
  });
});
