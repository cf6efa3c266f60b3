import { newId } from '@union-graph/subgraph';
import { eventsAbout, listenerTo, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { act, buildOrg } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';

const APPLICATION = {
  ownership: 'PRIVATE',
  knewOn: '2013-07-01',
  respondents: [{ nameZh: '某公司' }],
  claims: [{ kind: 'WAGES', amountFen: '864000', ground: '拖欠工资' }],
};

describe('requests to 12351 become cases (J-05)', () => {
  let subgraph: TestSubgraph;
  let orgId: string;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation, {
      subscribers: listenerTo('mediation'),
    });
    orgId = await buildOrg(subgraph, { kind: 'DISTRICT_CENTRE', service_point_id: null, name_zh: '朝阳区调解中心' });
  });
  afterAll(() => subgraph.stop());

  const dispatch = (requestId: string, version: number, memberId: string | null, more: object = {}) =>
    subgraph.send({
      type: 'organisation.request.dispatched',
      subject: requestId,
      aggregateversion: version,
      data: {
        target: 'MEDIATION',
        category: 'RIGHTS',
        channel: 'PHONE',
        memberId,
        districtCode: '110105',
        scopePath: '/city/110105/',
        dueAt: '2013-10-30T16:00:00Z',
        ...more,
      },
    });
  const draftsOf = (requestId: string) =>
    subgraph.sql<{ id: string; status: string; version: number; case_no: string }>(
      'select id, status, version, case_no, org_id, source from mediation_case where service_request_id = $1 order by id',
      [requestId],
    );
  const toldOf = async (requestId: string) => (await eventsAbout(subgraph.sql, requestId)).map(({ type, data }) => [type, data]);
  const received = async () =>
    (
      await subgraph.ask(
        staff(newId(), 'CITY_DEPT'),
        `{ _entities(representations: [{ __typename: "District", code: "110105" }]) { ... on District { mediationStats(period: { from: "2013-10-19", to: "2013-10-19" }) { received } } } }`,
      )
    ).data._entities[0].mediationStats.received as number;

  test('a draft at the centre of the district, once, and organisation is told which; it counts when it is filed', async () => {
    const [requestId, worker] = [newId(), newId()];
    const before = await received();
    expect(await dispatch(requestId, 3, worker)).toBe(204);
    await dispatch(requestId, 3, worker);
    await dispatch(requestId, 2, worker);
    const [draft, ...more] = await draftsOf(requestId);
    expect([draft, more]).toEqual([
      expect.objectContaining({
        status: 'DRAFT',
        org_id: orgId,
        source: 'HOTLINE_12351',
        case_no: expect.stringMatching(/^京劳调/),
      }),
      [],
    ]);
    expect(await toldOf(requestId)).toEqual([['mediation.request.accepted', { typeName: 'MediationCase', id: draft?.id }]]);
    expect(await received()).toBe(before);
    const read = await subgraph.ask(
      member(worker),
      `{ mediationCase(id: "${draft?.id}") { caseNo status ownership applicants { nameZh } claims { kind } limitation { status } flags } }`,
    );
    expect(read.errors).toBeUndefined();
    expect(read.data.mediationCase).toMatchObject({ status: 'DRAFT', ownership: null, applicants: [], claims: [] });
    expect(
      (await subgraph.ask(member(newId()), `{ mediationCase(id: "${draft?.id}") { status } }`)).errors?.[0]?.extensions.code,
    ).toBe('NOT_FOUND');

    const otherSource = { ...APPLICATION, orgId, draftId: draft?.id, source: 'WALK_IN' };
    const applicants = [{ memberId: worker, nameZh: '李建国' }];
    expect(
      (await act(subgraph, member(worker), 'applyForMediation', { ...otherSource, applicants })).errors?.[0]?.extensions,
    ).toMatchObject({ code: 'VALIDATION_FAILED', field: 'source' });
    const filed = await act(subgraph, member(worker), 'applyForMediation', {
      ...APPLICATION,
      orgId,
      draftId: draft?.id,
      applicants: [{ memberId: worker, nameZh: '李建国' }],
    });
    expect(filed.errors).toBeUndefined();
    expect(filed.data.applyForMediation.case.id).toBe(draft?.id);
    expect(await draftsOf(requestId)).toEqual([
      expect.objectContaining({ status: 'RECEIVED', case_no: draft?.case_no, source: 'HOTLINE_12351' }),
    ]);
    expect(await received()).toBe(before + 1);
    expect(
      (
        await act(subgraph, member(worker), 'applyForMediation', {
          ...APPLICATION,
          orgId,
          draftId: draft?.id,
          claims: [{ kind: 'OVERTIME', ground: '加班' }],
          applicants: [{ memberId: worker, nameZh: '李建国' }],
        })
      ).errors?.[0]?.extensions.code,
    ).toBe('INVALID_TRANSITION');

    await act(subgraph, member(worker), 'withdrawCase', { caseId: draft?.id, expectedVersion: 2 });
    expect((await toldOf(requestId)).at(-1)).toEqual([
      'mediation.request.resolved',
      { typeName: 'MediationCase', status: 'WITHDRAWN' },
    ]);
    // Opened again by the requester and handed here once more: a new draft.
    await dispatch(requestId, 7, worker);
    expect((await draftsOf(requestId)).map(({ status }) => status).sort()).toEqual(['DRAFT', 'WITHDRAWN']);
  });

  test('a draft is filed for its worker, by somebody who sees it', async () => {
    const [requestId, worker, other] = [newId(), newId(), newId()];
    await dispatch(requestId, 1, worker);
    const [draft] = await draftsOf(requestId);
    const file = (viewer: ReturnType<typeof member>, applicant: string, draftId = draft?.id) =>
      act(subgraph, viewer, 'applyForMediation', {
        ...APPLICATION,
        orgId,
        draftId,
        applicants: [{ memberId: applicant, nameZh: '名' }],
      });
    expect((await file(member(other), other)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await file(staff(newId(), 'HOTLINE_AGENT'), other)).errors?.[0]?.extensions.code).toBe('VALIDATION_FAILED');
    expect((await file(member(worker), worker, newId())).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await draftsOf(requestId))[0]).toMatchObject({ status: 'DRAFT', version: 1 });
  });

  test('the centre closes a draft that nobody files; one handed elsewhere is taken back; others are not for us', async () => {
    const [dropped, moved, foreign] = [newId(), newId(), newId()];
    await dispatch(dropped, 1, null);
    const [draft] = await draftsOf(dropped);
    const withdraw = (viewer: ReturnType<typeof member>) =>
      act(subgraph, viewer, 'withdrawCase', { caseId: draft?.id, expectedVersion: 1 });
    expect((await withdraw(staff(newId(), 'HOTLINE_AGENT', '/city/110105/'))).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await withdraw(staff(newId(), 'MEDIATOR', '/city/110105/'))).errors).toBeUndefined();
    expect((await toldOf(dropped)).map(([type]) => type)).toEqual(['mediation.request.accepted', 'mediation.request.resolved']);

    await dispatch(moved, 1, null);
    await dispatch(moved, 2, null, { target: 'TRAINING' });
    expect(await draftsOf(moved)).toEqual([expect.objectContaining({ status: 'WITHDRAWN' })]);
    await dispatch(foreign, 1, null, { target: 'VENUES' });
    expect(await draftsOf(foreign)).toEqual([]);
    expect(await dispatch(newId(), 1, 'x')).toBe(400);
  });
});
