import { ANONYMOUS } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import {
  eventsAbout,
  eventuallyHolds,
  key,
  listenerTo,
  member,
  staff,
  type TestSubgraph,
  testSubgraph,
} from '@union-graph/testing';
import { buildMember, buildRequest, buildWorker, type MemberRow } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

const FIELDS = `request { id channel category topic text status difficulty receivedAt dueAt target answer resolvedAt satisfaction closedAt version
  requester { id } duplicateOf { id } handledBy { __typename ... on MediationCase { id } } }`;
const AGENT = staff(newId(), 'HOTLINE_AGENT');
const STATES = ['RECEIVED', 'TRIAGED', 'DISPATCHED', 'IN_PROGRESS', 'RESOLVED', 'CLOSED', 'REOPENED', 'ESCALATED', 'DUPLICATE'];
/** What each verb needs, and what it makes of a request in each state; a state that is missing refuses (2.1.3). */
const VERBS = {
  triageServiceRequest: { input: { difficulty: 'COMMON' }, to: { RECEIVED: 'TRIAGED', ESCALATED: 'TRIAGED' } },
  dispatchServiceRequest: {
    input: { target: 'VENUES' },
    to: { TRIAGED: 'DISPATCHED', REOPENED: 'DISPATCHED', ESCALATED: 'DISPATCHED' },
  },
  resolveServiceRequest: {
    input: { answer: '已答复' },
    to: { DISPATCHED: 'RESOLVED', IN_PROGRESS: 'RESOLVED', ESCALATED: 'RESOLVED' },
  },
  confirmClosure: { input: { satisfaction: 5 }, to: { RESOLVED: 'CLOSED' } },
  reopenServiceRequest: { input: { reason: '还没有解决' }, to: { RESOLVED: 'REOPENED' } },
} as const;
type Verb = keyof typeof VERBS;
const verbs = Object.keys(VERBS) as Verb[];

describe('12351 (S-15)', () => {
  let subgraph: TestSubgraph;
  let person: MemberRow;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation, { subscribers: listenerTo('organisation') });
    person = await buildMember(subgraph.sql);
  });
  afterAll(() => subgraph.stop());

  type Viewer = typeof ANONYMOUS;
  const mutate = (verb: string, input: object, viewer: Viewer, now?: string) =>
    subgraph.ask(
      viewer,
      `mutation ($input: ${verb[0]?.toUpperCase()}${verb.slice(1)}Input!) { ${verb}(input: $input) { ${FIELDS} } }`,
      { input: { idempotencyKey: key(), ...input } },
      now,
    );
  const actor = (verb: Verb): Viewer => (verb === 'reopenServiceRequest' ? member(person.id) : AGENT);
  const change = (verb: Verb, requestId: string, more: object = {}, viewer = actor(verb), now?: string) =>
    mutate(verb, { requestId, expectedVersion: 1, ...VERBS[verb].input, ...more }, viewer, now);
  const submit = (more: object = {}, viewer: Viewer = member(person.id), now?: string) =>
    mutate(
      'submitServiceRequest',
      { channel: 'WEB', category: 'RIGHTS', topic: '欠薪', text: '三个月没有发工资', requesterId: person.id, ...more },
      viewer,
      now,
    );
  const told = (type: string, subject: string, data: object = {}, aggregateversion = 3) =>
    subgraph.send({ type, subject, data, aggregateversion });
  const done = { typeName: 'MediationCase', status: 'PERFORMED' };
  const statusOf = async (id: string) =>
    (await subgraph.sql<{ status: string }>('select status from service_request where id = $1', [id]))[0]?.status;

  test.each(verbs.flatMap((verb) => STATES.map((state) => [verb, state] as const)))('%s when it is %s', async (verb, state) => {
    const { id } = await buildRequest(subgraph.sql, person, state);
    const answer = await change(verb, id);
    const to = (VERBS[verb].to as Record<string, string>)[state];
    if (to) expect(answer.data[verb].request).toMatchObject({ status: to, version: 2 });
    else expect(answer.errors?.[0]?.extensions.code).toBe('INVALID_TRANSITION');
  });

  test('S-15: a worker who names nobody asks for themselves; staff ask for somebody without a record', async () => {
    const requesterOf = async (viewer: Viewer, more: object = {}) => {
      const { data } = await submit({ requesterId: null, ...more }, viewer);
      const [row] = await subgraph.sql<{ id: string | null }>('select requester_id as id from service_request where id = $1', [
        data.submitServiceRequest.request.id,
      ]);
      return row?.id;
    };
    expect(await requesterOf(member(person.id))).toBe(person.id);
    expect(await requesterOf(AGENT, { districtCode: '110105' })).toBeNull();
  });

  test.each(verbs)('%s: scope, version, replay', async (verb) => {
    const { id } = await buildRequest(subgraph.sql, person, Object.keys(VERBS[verb].to)[0]);
    const code = (viewer: Viewer, more: object = {}) => subgraph.code(change(verb, id, more, viewer));
    expect(await code(staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'))).toBe('NOT_FOUND');
    expect(await code(member(newId()))).toBe('NOT_FOUND');
    expect(await code(actor(verb), { requestId: 'no-id' })).toBe('NOT_FOUND');
    expect(await code(actor(verb), { expectedVersion: 2 })).toBe('VERSION_CONFLICT');
    const once = { idempotencyKey: key() };
    const first = await change(verb, id, once);
    expect(first.errors).toBeUndefined();
    expect(await change(verb, id, once)).toEqual(first);
    expect(await code(actor(verb), { ...once, expectedVersion: 2 })).toBe('IDEMPOTENCY_MISMATCH');
  });

  test('J-05: taken in, triaged, handed on, taken up there, answered, opened again once, closed', async () => {
    await subgraph.sql(`insert into calendar_day (day, working, name_zh) values ('2013-10-22', false, '假日')`);
    const { request } = (await submit()).data.submitServiceRequest;
    // From Saturday 19 three working days without Tuesday 22: Monday, Wednesday, Thursday.
    expect(request).toMatchObject({ status: 'RECEIVED', dueAt: '2013-10-24T15:59:59.000Z', requester: { id: person.id } });
    const triaged = (await change('triageServiceRequest', request.id)).data.triageServiceRequest.request;
    expect(triaged).toMatchObject({ difficulty: 'COMMON', dueAt: '2013-11-04T15:59:59.000Z' });
    await subgraph.sql(`delete from calendar_day where day = '2013-10-22'`);
    const next = async (verb: Verb, expectedVersion: number, more: object = {}) =>
      (await change(verb, request.id, { expectedVersion, ...more })).data[verb]?.request;
    expect(await next('dispatchServiceRequest', 2, { target: 'MEDIATION' })).toMatchObject({
      target: 'MEDIATION',
      handledBy: null,
    });
    const [event] = await eventsAbout(subgraph.sql, request.id);
    expect(event).toMatchObject({
      type: 'organisation.request.dispatched',
      data: { target: 'MEDIATION', category: 'RIGHTS', memberId: person.id, scopePath: person.scope_path },
    });
    expect(JSON.stringify(event)).not.toContain('工资');
    const mediationCase = { typeName: 'MediationCase', id: newId() };
    expect(await told('training.request.accepted', request.id, mediationCase)).toBeLessThan(300);
    expect(await statusOf(request.id)).toBe('DISPATCHED');
    expect(await told('mediation.request.accepted', request.id, mediationCase)).toBeLessThan(300);
    const { data } = await subgraph.ask(
      member(person.id),
      `{ serviceRequest(id: "${request.id}") { status handledBy { __typename ... on MediationCase { id } } } }`,
    );
    expect(data.serviceRequest).toEqual({
      status: 'IN_PROGRESS',
      handledBy: { __typename: 'MediationCase', id: mediationCase.id },
    });
    expect(await told('mediation.request.resolved', request.id, done)).toBeLessThan(300);
    expect(await statusOf(request.id)).toBe('RESOLVED');
    expect(await told('mediation.request.accepted', request.id, mediationCase)).toBeLessThan(300);
    expect(await statusOf(request.id)).toBe('RESOLVED');
    expect(await next('reopenServiceRequest', 5)).toMatchObject({ status: 'REOPENED', text: '三个月没有发工资\n还没有解决' });
    await next('dispatchServiceRequest', 6, { target: 'ORGANISATION' });
    await next('resolveServiceRequest', 7);
    expect(await subgraph.code(change('reopenServiceRequest', request.id, { expectedVersion: 8 }))).toBe('INVALID_TRANSITION');
    expect(await next('confirmClosure', 8)).toMatchObject({
      status: 'CLOSED',
      satisfaction: 5,
      closedAt: '2013-10-19T02:00:00.000Z',
    });
  });

  test('how many workers a request touches travels to mediation, and to no other service (S-28)', async () => {
    const { id } = await buildRequest(subgraph.sql, person, 'TRIAGED');
    const dispatch = (more: object) => change('dispatchServiceRequest', id, more);
    for (const wrong of [
      { target: 'TRAINING', affectedCount: 46 },
      { target: 'MEDIATION', affectedCount: 0 },
      { target: 'MEDIATION', affectedCount: 1_000_001 },
    ])
      expect((await dispatch(wrong)).errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'affectedCount' });
    expect((await dispatch({ target: 'MEDIATION', affectedCount: 46 })).errors).toBeUndefined();
    const [event] = await eventsAbout(subgraph.sql, id);
    expect(event?.data).toMatchObject({ target: 'MEDIATION', affectedCount: 46 });
  });

  test('what a service tells of an earlier handing-on comes too late', async () => {
    const { id } = await buildRequest(subgraph.sql, person, 'TRIAGED');
    await change('dispatchServiceRequest', id, { target: 'MEDIATION' });
    await told('mediation.request.resolved', id, done, 2);
    await change('reopenServiceRequest', id, { expectedVersion: 3 }, member(person.id));
    await change('dispatchServiceRequest', id, { expectedVersion: 4, target: 'MEDIATION' });
    expect(await statusOf(id)).toBe('DISPATCHED');
    await told('mediation.request.resolved', id, done, 2);
    await told('mediation.request.accepted', id, { typeName: 'JobReferral', id: newId() }, 2);
    expect(await statusOf(id)).toBe('DISPATCHED');
    await told('mediation.request.accepted', id, { typeName: 'MediationCase', id: newId() }, 5);
    expect(await statusOf(id)).toBe('IN_PROGRESS');
  });

  test('opened again until the end of the seventh day', async () => {
    const [late, early] = [
      await buildRequest(subgraph.sql, person, 'RESOLVED'),
      await buildRequest(subgraph.sql, person, 'RESOLVED'),
    ];
    const again = (id: string, now: string) => subgraph.code(change('reopenServiceRequest', id, {}, member(person.id), now));
    expect(await again(late.id, '2013-10-26T00:00:00+08:00')).toBe('DEADLINE_PASSED');
    expect(await again(early.id, '2013-10-25T23:59:59+08:00')).toBeNull();
    const { id } = await buildRequest(subgraph.sql, person, 'RESOLVED');
    expect(await subgraph.code(change('reopenServiceRequest', id, {}, AGENT))).toBe('FORBIDDEN');
  });

  test('escalated when the limit is over, not before, and not when it was answered', async () => {
    const { request } = (await submit()).data.submitServiceRequest;
    const jobs = () =>
      subgraph.sql<{ due: number }>(
        `select extract(epoch from run_at - now())::float8 as due from graphile_worker._private_jobs where key = $1`,
        [`escalate-${request.id}`],
      );
    // From 10:00 on the 19th to midnight at the end of Wednesday the 23rd; one job, whatever the limit was before.
    expect(Math.round(((await jobs())[0]?.due ?? 0) / 60)).toBe((4 * 24 + 14) * 60);
    await change('triageServiceRequest', request.id);
    expect(await jobs()).toHaveLength(1);
    const answered = await buildRequest(subgraph.sql, person, 'RESOLVED');
    const run = async (id: string, now: string) =>
      subgraph.sql(`select graphile_worker.add_job('escalate_request', $1::json, job_key => $2)`, [
        JSON.stringify({ payload: { requestId: id }, clockOffset: Date.parse(now) - Date.now() }),
        `escalate-${id}`,
      ]);
    const done = (id: string) =>
      eventuallyHolds(async () =>
        expect(await subgraph.sql('select key from graphile_worker._private_jobs where key = $1', [`escalate-${id}`])).toEqual(
          [],
        ),
      );
    await run(request.id, '2013-11-01T23:59:00+08:00');
    await done(request.id);
    expect(await statusOf(request.id)).toBe('TRIAGED');
    await run(request.id, '2013-11-02T00:00:00+08:00');
    await done(request.id);
    expect(await statusOf(request.id)).toBe('ESCALATED');
    await run(answered.id, '2014-01-01T00:00:00+08:00');
    await done(answered.id);
    expect(await statusOf(answered.id)).toBe('RESOLVED');
  });

  test('refusals of intake', async () => {
    const code = (more: object, viewer?: Viewer) => subgraph.code(submit(more, viewer));
    for (const fault of [
      { topic: ' ' },
      { topic: '长'.repeat(61) },
      { text: '' },
      { text: '长'.repeat(4_001) },
      { channel: 'FAX' },
    ])
      expect([fault, await code(fault)]).toEqual([fault, 'BAD_USER_INPUT']);
    expect(await code({ requesterId: null }, AGENT)).toBe('BAD_USER_INPUT');
    expect(await code({ requesterId: null, districtCode: '110105' }, AGENT)).toBeNull();
    // A code that could be a district's, and is none of the city.
    expect(await code({ requesterId: null, districtCode: '110199' }, AGENT)).toBe('BAD_USER_INPUT');
    expect(await code({ districtCode: '110101' }, AGENT)).toBe('BAD_USER_INPUT');
    expect(await code({ districtCode: '110105' }, AGENT)).toBeNull();
    expect(await code({ requesterId: null, districtCode: '110105' }, staff(newId(), 'MEDIATOR'))).toBe('FORBIDDEN');
    expect(await code({ requesterId: newId() }, AGENT)).toBe('NOT_FOUND');
    const dead = await buildWorker(subgraph.sql, { membership_status: 'DECEASED' });
    expect(await code({ requesterId: dead.id }, AGENT)).toBe('VALIDATION_FAILED');
    expect(await code({}, member(newId()))).toBe('NOT_FOUND');
    // A lawyer reads the workers of their own cases, and knows of no other.
    expect(await code({}, staff(newId(), 'LAWYER'))).toBe('NOT_FOUND');
  });

  test('a duplicate names the first; satisfaction is 1 to 5; an answer needs a service', async () => {
    const [first, second] = [await buildRequest(subgraph.sql, person), await buildRequest(subgraph.sql, person)];
    const triage = (id: string, more: object) => change('triageServiceRequest', id, { difficulty: null, ...more });
    expect(await subgraph.code(triage(second.id, {}))).toBe('BAD_USER_INPUT');
    expect(await subgraph.code(triage(second.id, { difficulty: 'HARD', duplicateOfId: first.id }))).toBe('BAD_USER_INPUT');
    expect(await subgraph.code(triage(second.id, { duplicateOfId: second.id }))).toBe('VALIDATION_FAILED');
    expect(await subgraph.code(triage(second.id, { duplicateOfId: newId() }))).toBe('NOT_FOUND');
    const other = await buildWorker(subgraph.sql);
    for (const wrong of [
      await buildRequest(subgraph.sql, other),
      await buildRequest(subgraph.sql, person, 'RECEIVED', { received_at: '2013-10-17T09:00:01+08:00' }),
      await buildRequest(subgraph.sql, person, 'CLOSED', { closed_at: '2013-10-18T17:00:00+08:00' }),
    ])
      expect(await subgraph.code(triage(second.id, { duplicateOfId: wrong.id }))).toBe('VALIDATION_FAILED');
    expect((await triage(second.id, { duplicateOfId: first.id })).data.triageServiceRequest.request).toMatchObject({
      status: 'DUPLICATE',
      duplicateOf: { id: first.id },
    });
    expect(await subgraph.code(triage(first.id, { duplicateOfId: second.id }))).toBe('VALIDATION_FAILED');
    // Nor does it repeat a third one: the second waits for its answer.
    const earliest = await buildRequest(subgraph.sql, person, 'RECEIVED', { received_at: '2013-10-16T09:00:00+08:00' });
    expect(await subgraph.code(triage(first.id, { duplicateOfId: earliest.id }))).toBe('VALIDATION_FAILED');
    const { id } = await buildRequest(subgraph.sql, person, 'RESOLVED');
    for (const satisfaction of [0, 6])
      expect(await subgraph.code(change('confirmClosure', id, { satisfaction }))).toBe('BAD_USER_INPUT');
    const triaged = await buildRequest(subgraph.sql, person, 'TRIAGED');
    expect(await subgraph.code(change('resolveServiceRequest', triaged.id))).toBe('INVALID_TRANSITION');
    expect(await subgraph.code(change('resolveServiceRequest', id, { answer: ' ' }))).toBe('BAD_USER_INPUT');
    expect(
      await told('mediation.request.accepted', (await buildRequest(subgraph.sql, person, 'DISPATCHED')).id, {
        typeName: 'X',
        id: newId(),
      }),
    ).toBeGreaterThanOrEqual(400);
  });

  test('only the requester and the staff of the part read a request, by id, in lists and as an entity', async () => {
    const { id } = await buildRequest(subgraph.sql, person);
    const sees = async (viewer: Viewer) => {
      const r = [{ __typename: 'ServiceRequest', id }];
      const { data } = await subgraph.ask(
        viewer,
        `query ($r: [_Any!]!) { serviceRequest(id: "${id}") { id } serviceRequests(first: 100) { nodes { id } } _entities(representations: $r) { ... on ServiceRequest { id } } }`,
        { r },
      );
      const listed = data.serviceRequests.nodes.some((one: { id: string }) => one.id === id);
      expect([listed, data._entities[0] !== null]).toEqual([data.serviceRequest !== null, data.serviceRequest !== null]);
      return listed;
    };
    for (const viewer of [
      member(person.id),
      AGENT,
      staff(newId(), 'STATION_STAFF', '/city/110105/'),
      staff(newId(), 'CITY_DEPT'),
    ])
      expect(await sees(viewer)).toBe(true);
    for (const viewer of [
      ANONYMOUS,
      member(newId()),
      staff(newId(), 'STATION_STAFF', '/city/110101/'),
      staff(newId(), 'LAWYER'),
      staff(newId(), 'PARTNER'),
    ])
      expect(await sees(viewer)).toBe(false);
  });
});
