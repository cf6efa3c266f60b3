import { ANONYMOUS, ROLES } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { eventsAbout, key, listenerTo, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildChair, buildDistrict, buildHome, buildJointUnion, type UnionRow } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';
import { homePolicy } from './policy.ts';
import { allPass, NO_BRIGHTS, recheckDue } from './rules.ts';

const CHECK = '{ pass items note }';
const BRIGHTS = `brights { sign ${CHECK} identity ${CHECK} rules ${CHECK} projects ${CHECK} procedures ${CHECK} allPass }`;
const FIELDS = `home { id nameZh status areaSqm investedFen openedAt standardSince recheckDueOn version union { id } district { code }
  ${BRIGHTS} mechanisms { kind lastHeldAt } assessments { at result } }`;
const CITY = staff(newId(), 'CITY_DEPT');
const OFFICER = staff(newId(), 'JOINT_UNION_OFFICER', '/city/110105/');
const STATES = ['REGISTERED', 'BUILDING', 'SELF_ASSESSED', 'CITY_REVIEW', 'STANDARD', 'RECTIFYING', 'LAPSED'];
const pass = { pass: true, items: ['调解室'], note: null };
const five = { sign: pass, identity: pass, rules: pass, projects: pass, procedures: pass };
const four = { ...five, procedures: { pass: false, items: [], note: '没有流程图' } };
/** What each step makes of a home in each state; a state that is missing refuses (2.1.3). */
const STEPS = {
  begin: { verb: 'beginHomeBuilding', input: {}, to: { REGISTERED: 'BUILDING' } },
  assess: {
    verb: 'submitHomeAssessment',
    input: { brights: four },
    to: { BUILDING: 'SELF_ASSESSED', RECTIFYING: 'SELF_ASSESSED' },
  },
  'find good': {
    verb: 'reviewHome',
    input: { brights: five, standard: true },
    to: { SELF_ASSESSED: 'STANDARD', CITY_REVIEW: 'STANDARD', STANDARD: 'STANDARD' },
  },
  'find wanting': {
    verb: 'reviewHome',
    input: { brights: four, standard: false },
    to: { SELF_ASSESSED: 'RECTIFYING', CITY_REVIEW: 'RECTIFYING', STANDARD: 'LAPSED' },
  },
} as const;
type Step = keyof typeof STEPS;
const steps = Object.keys(STEPS) as Step[];

test.each(ROLES)('home policy (2.1.3): %s', (role) => {
  const runs = ['JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'INDUSTRY_ADMIN', 'BUREAU_ADMIN'].includes(role);
  const matter = { unionPath: '/city/110105/u/' };
  for (const verb of ['registerHome', 'beginHomeBuilding', 'submitHomeAssessment', 'recordHomeMechanism'] as const) {
    expect(homePolicy.allows(staff('x', role, '/city/110105/'), verb, matter)).toBe(runs);
    expect(homePolicy.allows(staff('x', role, '/city/110101/'), verb, matter)).toBe(false);
  }
  expect(homePolicy.allows(staff('x', role), 'reviewHome', matter)).toBe(role === 'CITY_DEPT');
});

test('S-41: all five brights; 2.1.3: checked again after two years', () => {
  expect([allPass(NO_BRIGHTS), allPass(four), allPass(five)]).toEqual([false, false, true]);
  const due = (checkedOn: string) => recheckDue(checkedOn, 2, new Map([['2014-02-28', false]]));
  // 28 February 2014 is off here; 6 June 2015 and 1 March 2014 are Saturdays (C-01).
  expect([due('2013-06-05'), due('2013-06-06'), due('2012-02-29')]).toEqual(['2015-06-05', '2015-06-08', '2014-03-03']);
});

describe("Worker's Homes (S-40 to S-44)", () => {
  let subgraph: TestSubgraph;
  let union: UnionRow;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation, { subscribers: listenerTo('organisation') });
    union = await buildJointUnion(subgraph.sql);
    await buildChair(subgraph.sql, union);
  });
  afterAll(() => subgraph.stop());

  type Viewer = typeof ANONYMOUS;
  const mutate = (verb: string, input: object, viewer: Viewer) =>
    subgraph.ask(
      viewer,
      `mutation ($input: ${verb[0]?.toUpperCase()}${verb.slice(1)}Input!) { ${verb}(input: $input) { ${FIELDS} } }`,
      { input: { idempotencyKey: key(), ...input } },
    );
  const take = (
    step: Step,
    homeId: unknown,
    more: object = {},
    viewer: Viewer = STEPS[step].verb === 'reviewHome' ? CITY : OFFICER,
  ) => mutate(STEPS[step].verb, { homeId, expectedVersion: 1, ...STEPS[step].input, ...more }, viewer);
  const register = (more: object = {}, viewer: Viewer = OFFICER) =>
    mutate('registerHome', { unionId: union.id, nameZh: '的士职工之家', districtCode: '110105', ...more }, viewer);

  test.each(steps.flatMap((step) => STATES.map((state) => [step, state] as const)))('«%s» when it is %s', async (step, state) => {
    const { id } = await buildHome(subgraph.sql, union, state);
    const answer = await take(step, id);
    const to = (STEPS[step].to as Record<string, string>)[state];
    if (to) expect(answer.data[STEPS[step].verb].home).toMatchObject({ status: to, version: 2 });
    else expect(answer.errors?.[0]?.extensions.code).toBe('INVALID_TRANSITION');
  });

  test.each(steps)('«%s»: a home of a union that has ended does not change any more (2.1.3)', async (step) => {
    const ended = await buildJointUnion(subgraph.sql, { status: 'DISSOLVED' });
    const { id } = await buildHome(subgraph.sql, ended, Object.keys(STEPS[step].to)[0]);
    expect((await take(step, id)).errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_FAILED', field: 'homeId' });
  });

  test.each(steps)('«%s»: role, version, replay', async (step) => {
    const { id } = await buildHome(subgraph.sql, union, Object.keys(STEPS[step].to)[0]);
    const code = (viewer: Viewer | undefined, more: object = {}) => subgraph.code(take(step, id, more, viewer));
    for (const viewer of [
      ANONYMOUS,
      member(newId()),
      staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'),
      staff(newId(), 'AUDITOR'),
    ])
      expect(await code(viewer)).toBe('FORBIDDEN');
    expect(await code(undefined, { homeId: newId() })).toBe('NOT_FOUND');
    expect(await code(undefined, { expectedVersion: 2 })).toBe('VERSION_CONFLICT');
    const once = { idempotencyKey: key() };
    const first = await take(step, id, once);
    expect(first.errors).toBeUndefined();
    expect(await take(step, id, once)).toEqual(first);
    expect(await code(undefined, { ...once, expectedVersion: 2 })).toBe('IDEMPOTENCY_MISMATCH');
  });

  test('from the register to the standard, mended once on the way; the news is told once', async () => {
    expect((await register({ openedAt: '2012-11-19' })).errors?.[0]?.message).toContain('was founded on 2012-11-20');
    const first = await register({ areaSqm: 1_000, investedFen: '60000000', openedAt: '2013-06-06' });
    const { id } = first.data.registerHome.home;
    expect(first.data.registerHome.home).toMatchObject({
      status: 'REGISTERED',
      areaSqm: 1_000,
      investedFen: '60000000',
      openedAt: '2013-06-06',
      union: { id: union.id },
      district: { code: '110105' },
      brights: { allPass: false, sign: { pass: false, items: [] } },
      mechanisms: [],
      assessments: [],
    });
    const next = async (step: Step, expectedVersion: number) =>
      (await take(step, id, { expectedVersion })).data[STEPS[step].verb].home;
    await next('begin', 1);
    await next('assess', 2);
    expect(await subgraph.code(take('find good', id, { expectedVersion: 3, brights: four }))).toBe('THRESHOLD_NOT_MET');
    expect(await next('find wanting', 3)).toMatchObject({ brights: { procedures: { pass: false, note: '没有流程图' } } });
    await next('assess', 4);
    const standard = await next('find good', 5);
    expect(standard).toMatchObject({ standardSince: '2013-10-19', recheckDueOn: '2015-10-19', brights: { allPass: true } });
    expect(standard.assessments.map(({ result }: { result: string }) => result)).toEqual([
      'STANDARD',
      'SELF_ASSESSED',
      'RECTIFYING',
      'SELF_ASSESSED',
    ]);
    expect(await next('find good', 6)).toMatchObject({ standardSince: '2013-10-19' });
    expect(await eventsAbout(subgraph.sql, id)).toEqual([
      expect.objectContaining({
        type: 'organisation.home.listed',
        aggregateversion: 1,
        data: { unionId: union.id, districtCode: '110105' },
      }),
      expect.objectContaining({
        type: 'organisation.home.standardReached',
        data: { unionId: union.id, districtCode: '110105', reachedOn: '2013-10-19' },
      }),
    ]);
    expect(await next('find wanting', 7)).toMatchObject({ status: 'LAPSED', standardSince: '2013-10-19', recheckDueOn: null });
  });

  test('a home lies in the district of its union', async () => {
    await buildDistrict(subgraph.sql, '110101');
    expect(await subgraph.code(register({ districtCode: '110101' }))).toBe('VALIDATION_FAILED');
  });

  test.each([
    ['has no chair', null],
    ['has a chair without e-mail', { work_email: null }],
    ['has a chair without telephone', { work_phone: null }],
    ['has a chair who left', { status: 'LEFT', left_at: '2013-09-30' }],
  ])('S-41: 亮身份 does not pass where the union %s', async (_, chair) => {
    const unreachable = await buildJointUnion(subgraph.sql);
    if (chair) await buildChair(subgraph.sql, unreachable, chair);
    const building = await buildHome(subgraph.sql, unreachable, 'BUILDING');
    const refused = await take('assess', building.id, { brights: five });
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'THRESHOLD_NOT_MET', rule: 'S-41', field: 'brights.identity' });
    const dark = { ...four, identity: { pass: false, items: [], note: '没有公示主席电话和电子邮件' } };
    expect((await take('assess', building.id, { brights: dark })).errors).toBeUndefined();
    const assessed = await buildHome(subgraph.sql, unreachable, 'SELF_ASSESSED');
    expect(await subgraph.code(take('find good', assessed.id))).toBe('THRESHOLD_NOT_MET');
  });

  test('refusals of the register, of an assessment and of a mechanism', async () => {
    const code = (more: object, viewer?: Viewer) => subgraph.code(register({ nameZh: '新家', ...more }, viewer));
    expect(await code({ nameZh: ' ' })).toBe('BAD_USER_INPUT');
    expect(await code({ areaSqm: 0 })).toBe('BAD_USER_INPUT');
    expect(await code({ investedFen: '1000000000001' })).toBe('BAD_USER_INPUT');
    expect(await code({ districtCode: '110199' })).toBe('BAD_USER_INPUT');
    expect(await code({ unionId: newId() })).toBe('NOT_FOUND');
    expect(await code({ unionId: (await buildJointUnion(subgraph.sql, { status: 'SUSPENDED' })).id })).toBe('VALIDATION_FAILED');
    expect(await code({}, CITY)).toBe('FORBIDDEN');
    const codes = await Promise.all(Array.from({ length: 20 }, () => code({})));
    expect(codes.filter((one) => one === null)).toHaveLength(1);
    expect(codes.filter((one) => one === 'DUPLICATE')).toHaveLength(19);
    const { id } = await buildHome(subgraph.sql, union, 'BUILDING');
    const many = { ...five, sign: { ...pass, items: Array.from({ length: 31 }, (_, at) => `${at}`) } };
    expect(await subgraph.code(take('assess', id, { brights: many }))).toBe('BAD_USER_INPUT');
    for (const told of [{ items: ['电话13812345678'] }, { note: '联系13812345678' }])
      expect(await subgraph.code(take('assess', id, { brights: { ...five, sign: { ...pass, ...told } } }))).toBe(
        'VALIDATION_FAILED',
      );
    const both = { ...OFFICER, grants: [...OFFICER.grants, ...CITY.grants] };
    await take('assess', id, {}, both);
    expect(await subgraph.code(take('find good', id, { expectedVersion: 2 }, both))).toBe('SEPARATION_OF_DUTIES');
    const mechanism = (heldOn: string, expectedVersion: number) =>
      mutate('recordHomeMechanism', { homeId: id, expectedVersion, kind: 'ACTIVISTS', heldOn }, OFFICER);
    // Whoever does not know when the home was opened knows when its union was founded.
    expect((await mechanism('2012-11-19', 2)).errors?.[0]?.message).toContain('founded on 2012-11-20');
    expect(await subgraph.code(mechanism('2013-10-20', 2))).toBe('BAD_USER_INPUT');
    await subgraph.sql(`update workers_home set opened_on = '2013-06-06' where id = $1`, [id]);
    expect((await mechanism('2013-06-05', 2)).errors?.[0]?.message).toContain('was opened on 2013-06-06');
    await mechanism('2013-10-19', 2);
    // A day that was told late does not hide a newer one.
    expect((await mechanism('2013-09-01', 3)).data.recordHomeMechanism.home.mechanisms).toEqual([
      { kind: 'ACTIVISTS', lastHeldAt: '2013-10-19' },
    ]);
  });

  test('S-43: the programme by year; homes are public and can be filtered', async () => {
    const far = await buildJointUnion(subgraph.sql, {}, '110106');
    const home = await buildHome(subgraph.sql, far, 'STANDARD', {
      district_code: '110106',
      standard_since: '2016-12-31',
      checked_on: '2016-12-31',
    });
    const ask = (query: string) => subgraph.ask(ANONYMOUS, query);
    const { years, target } = (
      await ask('{ homeProgramme(from: 2015, to: 2017) { target years { year reached reachedInAll } } }')
    ).data.homeProgramme;
    expect(target).toBe(1_000);
    expect(years).toEqual([
      { year: 2015, reached: 0, reachedInAll: 0 },
      { year: 2016, reached: 1, reachedInAll: 1 },
      { year: 2017, reached: 0, reachedInAll: 1 },
    ]);
    for (const span of ['from: 2014, to: 2013', 'from: 1, to: 9999'])
      expect(await subgraph.code(ask(`{ homeProgramme(${span}) { target } }`))).toBe('BAD_USER_INPUT');
    expect(
      (await ask('{ workersHomes(districtCode: "110106", status: STANDARD) { totalCount nodes { id } } }')).data.workersHomes,
    ).toEqual({
      totalCount: 1,
      nodes: [{ id: home.id }],
    });
    expect(await subgraph.code(ask(`{ workersHome(id: "${newId()}") { id } }`))).toBe('NOT_FOUND');
    const r = [
      { __typename: 'WorkersHome', id: home.id },
      { __typename: 'WorkersHome', id: newId() },
    ];
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on WorkersHome { id } } }';
    expect((await subgraph.ask(ANONYMOUS, query, { r })).data._entities).toEqual([{ id: home.id }, null]);
  });
});
