import { ANONYMOUS, ROLES } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { insert, key, member, type Row, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import {
  buildCity,
  buildFederation,
  buildJointUnion,
  buildPlan,
  buildStaff,
  buildTask,
  type UnionRow,
} from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';
import { taskPolicy } from './policy.ts';

const FIELDS = `task { id seq nameZh status progressBp dueAt overdue version verifiedAt lead { __typename ... on Union { id } ... on ExternalAgency { code } }
  assists { __typename ... on Union { id } ... on ExternalAgency { code } } indicators { code } reports { progressBp text by { id } } }`;
const STATES = ['PLANNED', 'IN_PROGRESS', 'DELAYED', 'COMPLETED', 'VERIFIED', 'CANCELLED'];
/** What each report makes of a task; a state that is missing refuses (2.1.3). */
const REPORTS = {
  'at work': { progressBp: 5_000, to: { PLANNED: 'IN_PROGRESS', IN_PROGRESS: 'IN_PROGRESS', DELAYED: 'IN_PROGRESS' } },
  late: { progressBp: 5_000, delayed: true, to: { PLANNED: 'DELAYED', IN_PROGRESS: 'DELAYED', DELAYED: 'DELAYED' } },
  done: { progressBp: 10_000, to: { PLANNED: 'COMPLETED', IN_PROGRESS: 'COMPLETED', DELAYED: 'COMPLETED' } },
} as const;

test.each(ROLES)('task policy (2.1.3): %s', (role) => {
  const viewer = staff('x', role);
  const matter = { unionIds: ['lead', 'assist'], ledByAgency: false, viewersUnion: 'other' };
  const secretariat = role === 'CITY_DEPT';
  expect(taskPolicy.allows(viewer, 'createTaskProject', matter)).toBe(secretariat);
  expect(taskPolicy.allows(viewer, 'verifyTask', matter)).toBe(secretariat || role === 'AUDITOR');
  expect(taskPolicy.allows(viewer, 'reportTaskProgress', matter)).toBe(false);
  expect(taskPolicy.allows(viewer, 'reportTaskProgress', { ...matter, viewersUnion: 'assist' })).toBe(true);
  expect(taskPolicy.allows(viewer, 'reportTaskProgress', { ...matter, ledByAgency: true })).toBe(secretariat);
  expect(taskPolicy.allows(viewer, 'reportTaskProgress', { ...matter, ledByAgency: true, viewersUnion: null })).toBe(false);
  expect(taskPolicy.allows(staff('x', role, '/city/110105/'), 'verifyTask', matter)).toBe(false);
});

describe('task projects (S-07)', () => {
  let subgraph: TestSubgraph;
  let city: UnionRow;
  let federation: UnionRow;
  let officer: ReturnType<typeof staff>;
  let secretary: ReturnType<typeof staff>;
  const registered = async (union: UnionRow, role: Parameters<typeof staff>[1], path = '/city/') =>
    staff((await buildStaff(subgraph.sql, union)).id, role, path);
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation);
    await buildPlan(subgraph.sql);
    await insert(subgraph.sql, 'external_agency', { code: 'DRC', name_zh: '市发改委' });
    city = await buildCity(subgraph.sql);
    federation = await buildFederation(subgraph.sql);
    officer = await registered(federation, 'DISTRICT_ADMIN', '/city/110105/');
    secretary = await registered(city, 'CITY_DEPT');
  });
  afterAll(() => subgraph.stop());

  type Viewer = typeof ANONYMOUS;
  const mutate = (verb: string, input: object, viewer: Viewer) =>
    subgraph.ask(
      viewer,
      `mutation ($input: ${verb[0]?.toUpperCase()}${verb.slice(1)}Input!) { ${verb}(input: $input) { ${FIELDS} } }`,
      { input: { idempotencyKey: key(), ...input } },
    );
  const report = (taskId: string, more: object = {}, viewer: Viewer = officer) =>
    mutate('reportTaskProgress', { taskId, expectedVersion: 1, progressBp: 5_000, text: '进展顺利', ...more }, viewer);
  const verify = (taskId: string, viewer: Viewer = secretary, expectedVersion = 1) =>
    mutate('verifyTask', { taskId, expectedVersion }, viewer);

  test.each(Object.keys(REPORTS).flatMap((what) => STATES.map((state) => [what, state] as const)))(
    'a report «%s» on a task that is %s',
    async (what, state) => {
      const { to, ...input } = REPORTS[what as keyof typeof REPORTS];
      const { id } = await buildTask(subgraph.sql, federation, state);
      const answer = await report(id, input);
      const next = (to as Record<string, string>)[state];
      if (next) {
        expect(answer.data.reportTaskProgress.task).toMatchObject({ status: next, progressBp: input.progressBp, version: 2 });
        expect(answer.data.reportTaskProgress.task.reports).toEqual([
          { progressBp: input.progressBp, text: '进展顺利', by: { id: officer.personId } },
        ]);
      } else expect(answer.errors?.[0]?.extensions.code).toBe('INVALID_TRANSITION');
    },
  );

  test.each(STATES)('verifyTask of a task that is %s', async (state) => {
    const { id } = await buildTask(subgraph.sql, federation, state);
    const answer = await verify(id);
    if (state === 'COMPLETED')
      expect(answer.data.verifyTask.task).toMatchObject({ status: 'VERIFIED', verifiedAt: '2013-10-19T02:00:00.000Z' });
    else expect(answer.errors?.[0]?.extensions.code).toBe('INVALID_TRANSITION');
  });

  test('who left, begins later or is in no register of staff, reports for no unit and verifies none', async () => {
    const { id } = await buildTask(subgraph.sql, federation);
    const done = await buildTask(subgraph.sql, federation, 'COMPLETED');
    const by = async (union: UnionRow, more: Row) => (await buildStaff(subgraph.sql, union, more)).id;
    for (const more of [{ status: 'LEFT', left_at: '2013-10-18' }, { hired_at: '2013-10-20' }]) {
      const former = staff(await by(federation, more), 'DISTRICT_ADMIN', '/city/110105/');
      expect([more, await subgraph.code(report(id, {}, former))]).toEqual([more, 'FORBIDDEN']);
      const secretary = staff(await by(city, more), 'CITY_DEPT');
      expect([more, await subgraph.code(verify(done.id as string, secretary))]).toEqual([more, 'SEPARATION_OF_DUTIES']);
    }
    expect(await subgraph.code(verify(done.id as string, staff(newId(), 'CITY_DEPT')))).toBe('SEPARATION_OF_DUTIES');
    expect(await subgraph.code(verify(done.id as string, staff(newId(), 'AUDITOR')))).toBeNull();
  });

  test('started by the secretariat with lead, assists and indicators; once by key, one a number', async () => {
    const input = {
      idempotencyKey: key(),
      planCode: '12-5',
      seq: 901,
      nameZh: '推进集体合同',
      lead: { agencyCode: 'DRC' },
      assists: [{ unionId: federation.id }, { unionId: city.id }],
      dueAt: '2014-06-30',
      indicatorCodes: ['IND-07', 'IND-01'],
    };
    const ended = await buildJointUnion(subgraph.sql, { status: 'DISSOLVED' });
    const preparing = { status: 'PREPARING', approved_by_id: null, approved_at: null };
    const unfounded = await buildJointUnion(subgraph.sql, preparing);
    const first = await mutate('createTaskProject', input, secretary);
    expect(first.data.createTaskProject.task).toMatchObject({
      seq: 901,
      status: 'PLANNED',
      progressBp: 0,
      lead: { __typename: 'ExternalAgency', code: 'DRC' },
      assists: [
        { __typename: 'Union', id: federation.id },
        { __typename: 'Union', id: city.id },
      ],
      indicators: [{ code: 'IND-01' }, { code: 'IND-07' }],
      reports: [],
    });
    expect(await mutate('createTaskProject', input, secretary)).toEqual(first);
    const code = (more: object, viewer: Viewer = secretary) =>
      subgraph.code(mutate('createTaskProject', { ...input, idempotencyKey: key(), seq: 902, ...more }, viewer));
    expect(await code({}, officer)).toBe('FORBIDDEN');
    expect(await code({ idempotencyKey: input.idempotencyKey })).toBe('IDEMPOTENCY_MISMATCH');
    for (const fault of [
      { seq: 0 },
      { seq: 1_000 },
      { lead: { unionId: unfounded.id } },
      { nameZh: ' ' },
      { planCode: '13-5' },
      { dueAt: '2013-10-18' },
      { lead: {} },
      { lead: { unionId: city.id, agencyCode: 'DRC' } },
      { lead: { unionId: newId() } },
      { assists: [{ agencyCode: 'DRC' }] },
      { assists: [{ unionId: city.id }, { unionId: city.id }] },
      { assists: [{ agencyCode: 'XXX' }] },
      { indicatorCodes: ['IND-99'] },
    ])
      expect([fault, await code(fault)]).toEqual([fault, 'BAD_USER_INPUT']);
    for (const fault of [{ lead: { unionId: ended.id } }, { assists: [{ unionId: ended.id }] }])
      expect([fault, await code(fault)]).toEqual([fault, 'VALIDATION_FAILED']);
    await insert(subgraph.sql, 'plan', { code: '14-5', name_zh: '下一规划', from_year: 2016, to_year: 2020, issuers: ['市总'] });
    const target = { name_zh: '技师', dimension: 'CAREER', unit: 'COUNT', target_count: 5 };
    await insert(subgraph.sql, 'plan_indicator', { code: 'IND-90', plan_code: '14-5', ...target });
    expect(await code({ indicatorCodes: ['IND-07', 'IND-90'] })).toBe('VALIDATION_FAILED');
    expect(await code({ planCode: '14-5', indicatorCodes: [], dueAt: '2015-12-31' })).toBe('VALIDATION_FAILED');
    expect(await code({ planCode: '14-5', indicatorCodes: ['IND-90'], dueAt: '2016-01-01' })).toBeNull();
    // The plan runs to 2015.
    expect(await code({ dueAt: '2016-01-01' })).toBe('VALIDATION_FAILED');
    expect(await code({ dueAt: '2015-12-31', seq: 904 })).toBeNull();
    const codes = await Promise.all(Array.from({ length: 20 }, () => code({ seq: 903 })));
    expect(codes.filter((one) => one === null)).toHaveLength(1);
    expect(codes.filter((one) => one === 'DUPLICATE')).toHaveLength(19);
    // An agency has no account here: the secretariat reports for it.
    const { id } = first.data.createTaskProject.task;
    expect(await subgraph.code(report(id, {}, secretary))).toBeNull();
  });

  test('who reports: the lead and those who assist; what a report needs', async () => {
    const { id } = await buildTask(subgraph.sql, federation);
    await insert(subgraph.sql, 'task_assist', {
      task_project_id: id,
      place: 0,
      union_id: (await buildJointUnion(subgraph.sql)).id,
    });
    const code = (viewer: Viewer, more: object = {}) => subgraph.code(report(id, more, viewer));
    for (const viewer of [ANONYMOUS, member(newId()), secretary, staff(newId(), 'DISTRICT_ADMIN', '/city/110105/')])
      expect(await code(viewer)).toBe('FORBIDDEN');
    expect(await code(officer, { progressBp: 10_001 })).toBe('BAD_USER_INPUT');
    expect(await code(officer, { progressBp: -1 })).toBe('BAD_USER_INPUT');
    expect(await code(officer, { text: ' ' })).toBe('BAD_USER_INPUT');
    expect(await code(officer, { text: '电话13812345678' })).toBe('VALIDATION_FAILED');
    expect(await code(officer, { text: '长'.repeat(4_001) })).toBe('BAD_USER_INPUT');
    expect(await code(officer, { expectedVersion: 2 })).toBe('VERSION_CONFLICT');
    expect(await code(officer, { taskId: newId() })).toBe('NOT_FOUND');
    const once = { idempotencyKey: key() };
    const first = await report(id, once);
    expect(await report(id, once)).toEqual(first);
    const codes = await Promise.all(Array.from({ length: 20 }, () => code(officer, { expectedVersion: 2 })));
    expect(codes.filter((one) => one === null)).toHaveLength(1);
    expect(codes.filter((one) => one === 'VERSION_CONFLICT')).toHaveLength(19);
  });

  test('2.1.7: the reporter and their unit do not verify; an auditor verifies what the city did', async () => {
    const { id } = await buildTask(subgraph.sql, city);
    await report(id, { progressBp: 10_000 }, secretary);
    expect(await subgraph.code(verify(id, secretary, 2))).toBe('SEPARATION_OF_DUTIES');
    expect(await subgraph.code(verify(id, await registered(city, 'CITY_DEPT'), 2))).toBe('SEPARATION_OF_DUTIES');
    expect(await subgraph.code(verify(id, { ...secretary, grants: staff('x', 'AUDITOR').grants }, 2))).toBe(
      'SEPARATION_OF_DUTIES',
    );
    expect(await subgraph.code(verify(id, officer, 2))).toBe('FORBIDDEN');
    expect(await subgraph.code(verify(id, await registered(city, 'AUDITOR'), 1))).toBe('VERSION_CONFLICT');
    expect(await subgraph.code(verify(id, await registered(city, 'AUDITOR'), 2))).toBeNull();
  });

  test('tasks are public, reports are for staff; filters; overdue by the day', async () => {
    const lead = await buildJointUnion(subgraph.sql);
    const { id } = await buildTask(subgraph.sql, lead, 'DELAYED', { due_on: '2013-10-18' });
    await buildTask(subgraph.sql, lead, 'VERIFIED', { due_on: '2013-10-18' });
    await report(id, { delayed: true }, await registered(lead, 'JOINT_UNION_OFFICER', lead.scope_path));
    const list = async (args: string, viewer: Viewer = ANONYMOUS, now?: string) =>
      (await subgraph.ask(viewer, `{ taskProjects(${args}) { status overdue reports { text } } }`, {}, now)).data.taskProjects;
    expect(await list(`leadUnitId: "${lead.id}"`)).toEqual([
      { status: 'DELAYED', overdue: true, reports: [] },
      { status: 'VERIFIED', overdue: false, reports: [] },
    ]);
    expect(await list(`leadUnitId: "${lead.id}", status: DELAYED`, ANONYMOUS, '2013-10-18T23:59:59+08:00')).toEqual([
      expect.objectContaining({ overdue: false }),
    ]);
    expect((await list(`leadUnitId: "${lead.id}"`, officer))[0].reports).toEqual([{ text: '进展顺利' }]);
    expect((await list(`leadUnitId: "${lead.id}"`, member(newId())))[0].reports).toEqual([]);
    expect(await list('leadUnitId: "no-id"')).toEqual([]);
    const r = [
      { __typename: 'ExternalAgency', code: 'DRC' },
      { __typename: 'ExternalAgency', code: 'X' },
    ];
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on ExternalAgency { nameZh } } }';
    expect((await subgraph.ask(ANONYMOUS, query, { r })).data._entities).toEqual([{ nameZh: '市发改委' }, null]);
  });
});
