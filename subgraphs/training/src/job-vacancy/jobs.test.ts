import { ANONYMOUS, type Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import {
  caller,
  eventsAbout,
  expectOneOfTwenty,
  listed,
  listenerTo,
  member,
  staff,
  type TestSubgraph,
  testSubgraph,
} from '@union-graph/testing';
import { CHAOYANG, FENGTAI, UNION } from '../../test/builders.ts';
import { buildSeeking, buildVacancy } from '../../test/jobs.ts';
import { buildLeader } from '../../test/studios.ts';
import { training } from '../subgraph.ts';

describe('vacancies, and referrals of workers to them (S-37)', () => {
  let subgraph: TestSubgraph;
  let call: ReturnType<typeof caller>;
  let enterpriseId: string;
  const station = staff(newId(), 'STATION_STAFF', UNION);
  beforeAll(async () => {
    subgraph = await testSubgraph(training, { subscribers: listenerTo('training') });
    call = caller(subgraph);
    enterpriseId = await listed(subgraph.sql, 'ENTERPRISE', { scopePath: FENGTAI });
  });
  afterAll(() => subgraph.stop());

  const code = (answer: ReturnType<typeof call>) => subgraph.code(answer);
  const VACANCY = {
    titleZh: '装配钳工',
    wageFromFen: '140000',
    wageToFen: '320000',
    districtCode: '110106',
    openUntil: '2013-11-30',
  };
  const post = (more: object = {}, viewer: Viewer = station, now?: string) =>
    call(
      'postVacancy',
      'vacancy { id version isOpen district { code } wageFromFen }',
      { enterpriseId, ...VACANCY, ...more },
      viewer,
      now,
    );
  const refer = (input: object, viewer: Viewer = station, now?: string) =>
    call('referToJob', 'referral { id version status vacancy { titleZh } member { id } outcomeAt }', input, viewer, now);
  const close = (id: string, version: number, outcome: string, viewer: Viewer = station) =>
    call(
      'recordReferralOutcome',
      'referral { status outcomeAt }',
      { id, expectedVersion: version, outcome, note: '已上岗' },
      viewer,
    );

  test('not a fen under the minimum wage of the day, which mediation tells of', async () => {
    expect((await post()).data.postVacancy.vacancy).toMatchObject({
      isOpen: true,
      district: { code: '110106' },
      wageFromFen: '140000',
    });
    const under = await post({ wageFromFen: '139999' });
    expect(under.errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_FAILED', rule: 'S-37', field: 'wageFromFen' });
    const told = (effectiveFrom: string, amountFen: string) =>
      subgraph.send({ type: 'mediation.minimumWage.set', subject: newId(), data: { amountFen, effectiveFrom } });
    expect(await told('2014-04-01', '156000')).toBe(204);
    // One that came with the tables is told again; one of a day before the first is none of today's.
    expect(await told('2013-01-01', '140000')).toBe(204);
    expect(await told('2010-07-01', '96000')).toBe(204);
    const spring = { openUntil: '2014-05-01' };
    expect(await code(post(spring, station, '2014-03-31T10:00:00+08:00'))).toBeNull();
    expect(await code(post(spring, station, '2014-04-01T10:00:00+08:00'))).toBe('VALIDATION_FAILED');
    await expect(buildVacancy(subgraph.sql, { wage_from_fen: '139999' })).rejects.toMatchObject({
      constraint: 'job_vacancy_wage',
    });
  });

  test.each([
    ['BAD_USER_INPUT', { wageToFen: '139999' }],
    ['BAD_USER_INPUT', { titleZh: ' ' }],
    ['VALIDATION_FAILED', { titleZh: '焊工，电话13800138000' }],
    ['BAD_USER_INPUT', { enterpriseId: 'x' }],
    ['NOT_FOUND', { enterpriseId: newId() }],
    ['VALIDATION_FAILED', { openUntil: '2013-10-18' }],
    ['VALIDATION_FAILED', { openUntil: '2014-01-18' }],
    [null, { openUntil: '2014-01-17' }],
    [null, { openUntil: '2013-10-19' }],
  ])('%s for the vacancy %j', async (expected, more) => {
    expect(await code(post(more))).toBe(expected);
  });

  test('an employer of another district is a fault of the input, not a thing that is not there', async () => {
    const elsewhere = await listed(subgraph.sql, 'ENTERPRISE', { scopePath: CHAOYANG });
    const answer = await post({ enterpriseId: elsewhere });
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_FAILED', field: 'enterpriseId' });
  });

  test('by staff of the district and who speaks for the employer, who also take it back', async () => {
    const speaks = staff(newId(), 'EMPLOYER_REP', `${FENGTAI}${enterpriseId}/`);
    for (const viewer of [speaks, staff(newId(), 'DISTRICT_ADMIN', FENGTAI), staff(newId(), 'CITY_DEPT')])
      expect(await code(post({}, viewer))).toBeNull();
    for (const viewer of [
      staff(newId(), 'EMPLOYER_REP', `${FENGTAI}${newId()}/`),
      staff(newId(), 'DISTRICT_ADMIN', CHAOYANG),
      staff(newId(), 'STATION_STAFF', `${CHAOYANG}${newId()}/`),
      staff(newId(), 'MEDIATOR'),
      member(newId()),
    ])
      expect(await code(post({}, viewer))).toBe('FORBIDDEN');
    const { id } = (await post()).data.postVacancy.vacancy;
    const withdraw = (viewer: Viewer, version = 1) =>
      call('withdrawVacancy', 'vacancy { isOpen }', { vacancyId: id, expectedVersion: version }, viewer);
    expect(await code(withdraw(staff(newId(), 'DISTRICT_ADMIN', CHAOYANG)))).toBe('FORBIDDEN');
    expect((await withdraw(speaks)).data.withdrawVacancy.vacancy.isOpen).toBe(false);
    expect(await code(withdraw(speaks, 2))).toBe('INVALID_TRANSITION');
    expect(await code(refer({ vacancyId: id, memberId: await buildLeader(subgraph.sql) }))).toBe('INVALID_TRANSITION');
  });

  test('everybody reads what is open today', async () => {
    const [open, closed, withdrawn] = [
      await buildVacancy(subgraph.sql, { open_until: '2013-10-19' }),
      await buildVacancy(subgraph.sql, { open_until: '2013-10-18' }),
      await buildVacancy(subgraph.sql, { withdrawn_at: '2013-10-18T02:00:00Z' }),
    ];
    const { data } = await subgraph.ask(
      ANONYMOUS,
      '{ jobVacancies(districtCode: "110106", first: 100) { nodes { id isOpen } } }',
    );
    const ids = data.jobVacancies.nodes.map(({ id }: { id: string }) => id);
    expect([open, closed, withdrawn].map((id) => ids.includes(id))).toEqual([true, false, false]);
    const one = await subgraph.ask(ANONYMOUS, `{ jobVacancy(id: "${closed}") { isOpen } }`);
    expect(one.data.jobVacancy).toEqual({ isOpen: false });
  });

  test('a station refers a member of its part of the tree, once at a time, and records how it ended', async () => {
    const [vacancyId, memberId] = [await buildVacancy(subgraph.sql), await buildLeader(subgraph.sql)];
    expect(await code(refer({ vacancyId, memberId }, staff(newId(), 'STATION_STAFF', CHAOYANG)))).toBe('NOT_FOUND');
    expect(await code(refer({ vacancyId, memberId: newId() }))).toBe('NOT_FOUND');
    expect(await code(refer({ vacancyId: newId(), memberId }))).toBe('NOT_FOUND');
    expect(await code(refer({ vacancyId }))).toBe('BAD_USER_INPUT');
    expect(await code(refer({ vacancyId, memberId }, member(memberId, UNION)))).toBe('FORBIDDEN');
    expect(await code(refer({ vacancyId, memberId }, station, '2013-11-01T00:00:00+08:00'))).toBe('DEADLINE_PASSED');
    const { referral } = (await refer({ vacancyId, memberId })).data.referToJob;
    expect(referral).toMatchObject({
      status: 'REFERRED',
      vacancy: { titleZh: '装配钳工' },
      member: { id: memberId },
      outcomeAt: null,
    });
    expect(await code(refer({ vacancyId, memberId }))).toBe('DUPLICATE');
    expect(await code(close(referral.id, 1, 'ANSWERED'))).toBe('INVALID_TRANSITION');
    expect((await close(referral.id, 1, 'HIRED')).data.recordReferralOutcome.referral).toEqual({
      status: 'HIRED',
      outcomeAt: '2013-10-19',
    });
    expect(await code(close(referral.id, 2, 'DECLINED'))).toBe('INVALID_TRANSITION');
    expect(await code(refer({ vacancyId, memberId }))).toBeNull();
  });

  test('a request to 12351 becomes a referral to a vacancy, and is answered by how that ends', async () => {
    const [vacancyId, requestId] = [await buildVacancy(subgraph.sql), newId()];
    const referralId = await buildSeeking(subgraph.sql, { service_request_id: requestId });
    expect(await code(close(referralId, 1, 'HIRED'))).toBe('INVALID_TRANSITION');
    const input = { vacancyId, referralId, expectedVersion: 1 };
    expect(await code(refer({ vacancyId, referralId }))).toBe('BAD_USER_INPUT');
    expect(await code(refer({ ...input, memberId: newId() }))).toBe('BAD_USER_INPUT');
    expect(await code(refer(input, staff(newId(), 'STATION_STAFF', CHAOYANG)))).toBe('NOT_FOUND');
    expect((await refer(input)).data.referToJob.referral).toMatchObject({ status: 'REFERRED', version: 2 });
    expect(await code(refer({ ...input, expectedVersion: 2 }))).toBe('INVALID_TRANSITION');
    expect(await code(close(referralId, 2, 'HIRED'))).toBeNull();
    const told = await eventsAbout(subgraph.sql, requestId);
    expect(told.map(({ type, data }) => [type, (data as { status?: string }).status])).toEqual([
      ['training.request.resolved', 'HIRED'],
    ]);
  });

  test('of twenty who refer one member to one vacancy at once, one does', async () => {
    const input = { vacancyId: await buildVacancy(subgraph.sql), memberId: await buildLeader(subgraph.sql) };
    await expectOneOfTwenty(() => refer(input), 'DUPLICATE');
  });
});
