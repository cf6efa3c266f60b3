import { ANONYMOUS, ROLES } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { insert, key, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildCity, buildPlan, buildTask, buildUnionBelow, type UnionRow } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';
import { conferencePolicy } from './policy.ts';

const SECRETARY = staff(newId(), 'CITY_DEPT');
const STATES = ['PLANNED', 'IN_PROGRESS', 'DELAYED', 'COMPLETED', 'VERIFIED', 'CANCELLED'];
const OPEN = ['PLANNED', 'IN_PROGRESS', 'DELAYED'];

test.each(ROLES)('conference policy (S-08: only the secretariat edits): %s', (role) => {
  for (const verb of ['recordJointConference', 'recordResolution'] as const) {
    expect(conferencePolicy.allows(staff('x', role), verb, null)).toBe(role === 'CITY_DEPT');
    expect(conferencePolicy.allows(staff('x', role, '/city/110105/'), verb, null)).toBe(false);
  }
  const outside = ['MEMBER', 'PUBLIC', 'PARTNER', 'EMPLOYER_REP'].includes(role);
  expect(conferencePolicy.allows(staff('x', role), 'jointConferences', null)).toBe(!outside);
});

describe('the joint conference (S-08)', () => {
  let subgraph: TestSubgraph;
  let city: UnionRow;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation);
    await buildPlan(subgraph.sql);
    city = await buildCity(subgraph.sql);
    await insert(subgraph.sql, 'external_agency', { code: 'DRC', name_zh: '市发改委' });
  });
  afterAll(() => subgraph.stop());

  type Viewer = typeof ANONYMOUS;
  const hold = (more: object = {}, viewer: Viewer = SECRETARY) =>
    subgraph.ask(
      viewer,
      `mutation ($input: RecordJointConferenceInput!) { recordJointConference(input: $input) { conference { id heldAt version
        attendees { ... on Union { id } ... on ExternalAgency { code } } } } }`,
      {
        input: { idempotencyKey: key(), heldAt: '2013-09-27', attendees: [{ agencyCode: 'DRC' }, { unionId: city.id }], ...more },
      },
    );
  const resolve = (conferenceId: string, more: object = {}, viewer: Viewer = SECRETARY) =>
    subgraph.ask(
      viewer,
      `mutation ($input: RecordResolutionInput!) { recordResolution(input: $input) {
        resolution { id seq text heldAt newDueAt cancelsTask task { id status dueAt version resolutions { seq } } } conference { version resolutions { seq } } } }`,
      { input: { idempotencyKey: key(), expectedVersion: 1, conferenceId, text: '同意', ...more } },
    );
  const held = async (): Promise<string> => (await hold()).data.recordJointConference.conference.id;

  test('a meeting is entered once, with who was there', async () => {
    const once = { idempotencyKey: key() };
    const first = await hold(once);
    expect(first.data.recordJointConference.conference).toMatchObject({
      heldAt: '2013-09-27',
      version: 1,
      attendees: [{ code: 'DRC' }, { id: city.id }],
    });
    expect(await hold(once)).toEqual(first);
    expect(await subgraph.code(hold({ ...once, heldAt: '2013-09-28' }))).toBe('IDEMPOTENCY_MISMATCH');
    const later = await buildUnionBelow(subgraph.sql, city, 'INDUSTRIAL_UNION', { approved_at: '2013-09-28' });
    expect(
      await subgraph.code(hold({ heldAt: '2013-09-28', attendees: [{ unionId: later.id }, { agencyCode: 'DRC' }] })),
    ).toBeNull();
    for (const fault of [
      { heldAt: '2013-10-20' },
      { attendees: [] },
      { attendees: [{ agencyCode: 'X' }] },
      { attendees: [{ unionId: later.id }, { agencyCode: 'DRC' }] },
      // One unit alone meets nobody.
      { attendees: [{ unionId: city.id }] },
      { attendees: [{ unionId: city.id }, { unionId: city.id }] },
    ])
      expect(await subgraph.code(hold(fault))).toBe('BAD_USER_INPUT');
    expect(await subgraph.code(hold({}, staff(newId(), 'DISTRICT_ADMIN', '/city/110105/')))).toBe('FORBIDDEN');
  });

  test.each(STATES.flatMap((state) => [true, false].map((cancelTask) => [state, cancelTask] as const)))(
    'a resolution about a task that is %s, cancelled: %s',
    async (state, cancelTask) => {
      const { id } = await buildTask(subgraph.sql, city, state);
      const answer = await resolve(await held(), { taskId: id, ...(cancelTask ? { cancelTask } : { newDueAt: '2014-03-31' }) });
      if (OPEN.includes(state)) {
        expect(answer.data.recordResolution.resolution.task).toMatchObject({
          ...(cancelTask ? { status: 'CANCELLED', dueAt: '2013-12-31' } : { status: state, dueAt: '2014-03-31' }),
          version: 2,
          resolutions: [{ seq: 1 }],
        });
      } else expect(answer.errors?.[0]?.extensions.code).toBe('INVALID_TRANSITION');
    },
  );

  test('refusals, versions and replays', async () => {
    const conferenceId = await held();
    const { id: taskId } = await buildTask(subgraph.sql, city);
    const code = (more: object, viewer?: Viewer) => subgraph.code(resolve(conferenceId, more, viewer));
    expect(await code({ text: ' ' })).toBe('BAD_USER_INPUT');
    expect(await code({ text: '电话13812345678' })).toBe('VALIDATION_FAILED');
    expect(await code({ cancelTask: true })).toBe('BAD_USER_INPUT');
    expect(await code({ newDueAt: '2014-03-31' })).toBe('BAD_USER_INPUT');
    expect(await code({ taskId, newDueAt: '2014-03-31', cancelTask: true })).toBe('BAD_USER_INPUT');
    expect(await code({ taskId, newDueAt: '2013-09-26' })).toBe('VALIDATION_FAILED');
    expect(await code({ taskId, newDueAt: '2016-01-01' })).toBe('VALIDATION_FAILED');
    const old = (await hold({ heldAt: '2009-03-01' })).data.recordJointConference.conference.id;
    expect(await code({ conferenceId: old, taskId, newDueAt: '2010-12-31' })).toBe('VALIDATION_FAILED');
    expect(await code({ taskId: newId() })).toBe('NOT_FOUND');
    expect(await code({ conferenceId: newId() })).toBe('NOT_FOUND');
    expect(await code({ expectedVersion: 2 })).toBe('VERSION_CONFLICT');
    expect(await code({}, member(newId()))).toBe('FORBIDDEN');
    const once = { idempotencyKey: key() };
    const first = await resolve(conferenceId, once);
    expect(first.data.recordResolution).toMatchObject({ resolution: { seq: 1, task: null }, conference: { version: 2 } });
    expect(await resolve(conferenceId, once)).toEqual(first);
    const codes = await Promise.all(Array.from({ length: 20 }, () => code({ expectedVersion: 2 })));
    expect(codes.filter((one) => one === null)).toHaveLength(1);
    expect(codes.filter((one) => one === 'VERSION_CONFLICT')).toHaveLength(19);
  });

  test('meetings are for staff, the latest first', async () => {
    await hold({ heldAt: '2013-10-18' });
    const ask = (viewer: Viewer) => subgraph.ask(viewer, '{ jointConferences(first: 1) { totalCount nodes { heldAt } } }');
    expect((await ask(staff(newId(), 'AUDITOR'))).data.jointConferences.nodes).toEqual([{ heldAt: '2013-10-18' }]);
    for (const viewer of [ANONYMOUS, member(newId())]) expect(await subgraph.code(ask(viewer))).toBe('FORBIDDEN');
  });
});
