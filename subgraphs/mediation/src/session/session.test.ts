import { newId } from '@union-graph/subgraph';
import { insert, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { act, at, buildCase, buildLawyer, buildMediator, buildOrg, PATH } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';

describe('mediators and sessions', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
  });
  afterAll(() => subgraph.stop());

  const assign = (c: Awaited<ReturnType<typeof buildCase>>, mediatorId: string, more: object = {}) =>
    act(
      subgraph,
      c.centre,
      'assignMediator',
      { caseId: c.id, expectedVersion: 1, mediatorId, ...more },
      undefined,
      'status version mediator { id } lawyer { id }',
    );
  const refusal = async (answer: ReturnType<typeof act>) => (await answer).errors?.[0]?.extensions;

  test('a mediator who is a lawyer is the lawyer of the case', async () => {
    const orgId = await buildOrg(subgraph);
    const lawyer = await buildLawyer(subgraph, newId(), [orgId]);
    const mediator = await buildMediator(subgraph, orgId, { person_id: lawyer.personId, lawyer_id: lawyer.id });
    const built = await buildCase(subgraph, 'ACCEPTED', { orgId });
    expect((await assign(built, mediator.id)).data.assignMediator.case).toMatchObject({
      status: 'ASSIGNED',
      mediator: { id: mediator.id },
      lawyer: { id: lawyer.id },
    });
  });

  test('MED-INV-4: not for a party, a relative, an employer, an old client, or after a recusal', async () => {
    const orgId = await buildOrg(subgraph);
    const relate = async (kind: string, over: object) => {
      const mediator = await buildMediator(subgraph, orgId);
      const built = await buildCase(subgraph, 'ACCEPTED', { orgId });
      const [{ enterprise_id }] = (await subgraph.sql(
        `select enterprise_id from case_party where case_id = $1 and side = 'RESPONDENT'`,
        [built.id],
      )) as [{ enterprise_id: string }];
      const other =
        'enterprise' in over
          ? { enterprise_id }
          : 'case' in over
            ? { case_id: built.id }
            : { other_person_id: built.applicant.personId };
      await insert(subgraph.sql, 'party_relation', { id: newId(), person_id: mediator.personId, kind, ...other });
      return refusal(assign(built, mediator.id));
    };
    const conflict = { code: 'CONFLICT_OF_INTEREST', rule: 'MED-INV-4', field: 'mediatorId' };
    expect(await relate('RELATIVE', { person: true })).toEqual(conflict);
    expect(await relate('EMPLOYED_BY', { enterprise: true })).toEqual(conflict);
    expect(await relate('ACTED_FOR', { enterprise: true })).toEqual(conflict);
    expect(await relate('RECUSED', { case: true })).toEqual(conflict);
    const built = await buildCase(subgraph, 'ACCEPTED', { orgId });
    const party = await buildMediator(subgraph, orgId, { person_id: built.respondent.personId });
    expect(await refusal(assign(built, party.id))).toEqual(conflict);
  });

  test('MED-INV-4: nor may a lawyer advise who acted for the other side', async () => {
    const orgId = await buildOrg(subgraph);
    const lawyer = await buildLawyer(subgraph, newId(), [orgId]);
    const built = await buildCase(subgraph, 'ACCEPTED', { orgId });
    await insert(subgraph.sql, 'party_relation', {
      id: newId(),
      person_id: lawyer.personId,
      kind: 'ACTED_FOR',
      other_person_id: built.respondent.personId,
    });
    expect(await refusal(assign(built, built.mediator.id, { lawyerId: lawyer.id }))).toMatchObject({
      code: 'CONFLICT_OF_INTEREST',
      field: 'lawyerId',
    });
  });

  test('the term must run, and the mediator be in reach', async () => {
    const orgId = await buildOrg(subgraph);
    const built = await buildCase(subgraph, 'ACCEPTED', { orgId });
    const first = await buildMediator(subgraph, orgId, { term_from: '2012-10-18', term_to: '2013-10-18' });
    const last = await buildMediator(subgraph, orgId, { term_from: '2012-10-19', term_to: '2013-10-19' });
    const centre = await buildOrg(subgraph, {
      kind: 'DISTRICT_CENTRE',
      service_point_id: null,
      district_code: '110101',
      scope_path: '/city/110101/',
    });
    const far = await buildMediator(subgraph, centre);
    expect(await refusal(assign(built, first.id))).toMatchObject({ code: 'VALIDATION_FAILED', rule: 'P12' });
    expect(await refusal(assign(built, far.id))).toMatchObject({ code: 'VALIDATION_FAILED' });
    expect(await refusal(assign(built, newId()))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refusal(assign(built, last.id))).toBeUndefined();
  });

  test('who is appointed anew has the cases of the term before', async () => {
    const orgId = await buildOrg(subgraph);
    const before = await buildMediator(subgraph, orgId, { term_from: '2012-10-19', term_to: '2013-10-18', case_cap: 1 });
    await buildCase(subgraph, 'IN_MEDIATION', { orgId, mediator: before });
    const anew = { person_id: before.personId, term_from: '2013-10-19', term_to: '2014-10-18' };
    const mediator = await buildMediator(subgraph, orgId, { ...anew, case_cap: 2 });
    const assignNext = async () => refusal(assign(await buildCase(subgraph, 'ACCEPTED', { orgId }), mediator.id));
    expect(await assignNext()).toBeUndefined();
    expect(await assignNext()).toMatchObject({ code: 'CAPACITY_FULL', field: 'mediatorId' });
  });

  test('of 20 cases assigned at once to a mediator who may have 3, three are', async () => {
    const orgId = await buildOrg(subgraph);
    const mediator = await buildMediator(subgraph, orgId, { case_cap: 3 });
    const cases = [];
    for (let n = 0; n < 20; n++) cases.push(await buildCase(subgraph, 'ACCEPTED', { orgId }));
    const codes = await Promise.all(cases.map((built) => subgraph.code(assign(built, mediator.id))));
    expect([codes.filter((code) => code === null).length, codes.filter((code) => code === 'CAPACITY_FULL').length]).toEqual([
      3, 17,
    ]);
  });

  test('a recused mediator does not come back, another one does', async () => {
    const built = await buildCase(subgraph, 'IN_MEDIATION');
    const input = { caseId: built.id, expectedVersion: 1, reason: '与申请人相识' };
    expect(
      (await act(subgraph, built.mediator.viewer, 'recuseMediator', input, undefined, 'status mediator { id }')).data
        .recuseMediator.case,
    ).toEqual({ status: 'ACCEPTED', mediator: null });
    expect(await refusal(assign(built, built.mediator.id, { expectedVersion: 2 }))).toMatchObject({
      code: 'CONFLICT_OF_INTEREST',
    });
    const other = await buildMediator(subgraph, built.orgId);
    expect(await refusal(assign(built, other.id, { expectedVersion: 2 }))).toBeUndefined();
  });

  test('both sides are notified before a session', async () => {
    const built = await buildCase(subgraph, 'ASSIGNED');
    const open = (over: object) =>
      act(subgraph, built.mediator.viewer, 'openSession', {
        caseId: built.id,
        expectedVersion: 1,
        heldAt: at(0),
        applicantNotifiedAt: at(-2),
        respondentNotifiedAt: at(-2),
        attendees: ['双方'],
        ...over,
      });
    expect(await refusal(open({ respondentNotifiedAt: null }))).toMatchObject({
      code: 'VALIDATION_FAILED',
      field: 'respondentNotifiedAt',
    });
    expect(await refusal(open({ applicantNotifiedAt: at(0.1) }))).toMatchObject({
      code: 'VALIDATION_FAILED',
      field: 'applicantNotifiedAt',
    });
    // A notice of before the case is none of this session.
    expect(await refusal(open({ applicantNotifiedAt: '1999-01-01T00:00:00Z' }))).toMatchObject({
      code: 'VALIDATION_FAILED',
      field: 'applicantNotifiedAt',
    });
    expect(await refusal(open({ heldAt: at(1) }))).toMatchObject({ code: 'BAD_USER_INPUT', field: 'heldAt' });
    for (const attendees of [[], Array(1_001).fill('双方')])
      expect(await refusal(open({ attendees }))).toMatchObject({ code: 'BAD_USER_INPUT', field: 'attendees' });
    expect((await open({ attendees: ['李 建国', '对方　经理'] })).data.openSession.case.status).toBe('IN_MEDIATION');
    // A name is kept as everywhere: without the blanks by which forms widen it.
    expect(await subgraph.sql('select attendees from mediation_session where case_id = $1', [built.id])).toEqual([
      { attendees: ['李建国', '对方经理'] },
    ]);
  });

  test('notes are for the mediator, the lawyer and the mediators of the organisation, never for a party', async () => {
    const built = await buildCase(subgraph, 'IN_MEDIATION');
    await insert(subgraph.sql, 'mediation_session', {
      id: newId(),
      case_id: built.id,
      held_at: at(-1),
      attendees: ['双方'],
      applicant_notified_at: at(-2),
      respondent_notified_at: at(-2),
      confidential_notes: '底线五千元',
    });
    const colleague = await buildMediator(subgraph, built.orgId);
    const recused = await buildMediator(subgraph, built.orgId);
    await insert(subgraph.sql, 'party_relation', {
      id: newId(),
      person_id: recused.personId,
      kind: 'RECUSED',
      case_id: built.id,
    });
    const former = await buildMediator(subgraph, built.orgId, { term_from: '2011-01-01', term_to: '2012-12-31' });
    await buildMediator(subgraph, built.orgId, { person_id: built.respondent.personId });
    const partyToo = {
      ...built.respondent,
      grants: [...built.respondent.grants, { role: 'MEDIATOR' as const, scopePath: PATH }],
    };
    const find = async (viewer: Parameters<TestSubgraph['ask']>[0]) => {
      const query = 'query ($id: ID!) { mediationCase(id: $id) { sessions { attendees confidentialNotes } } }';
      return (await subgraph.ask(viewer, query, { id: built.id })).data.mediationCase;
    };
    const read = async (viewer: Parameters<TestSubgraph['ask']>[0]) => (await find(viewer)).sessions[0].confidentialNotes;
    expect(await read(built.mediator.viewer)).toBe('底线五千元');
    const others = [
      colleague.viewer,
      built.applicant,
      built.respondent,
      partyToo,
      built.centre,
      recused.viewer,
      staff(newId(), 'CITY_DEPT'),
      staff(newId(), 'MEDIATOR', PATH),
    ];
    expect(await Promise.all(others.map(read))).toEqual(others.map(() => null));
    expect(await find(former.viewer)).toBeNull();
  });

  test('P12: an extension needs both sides, once, within its length; the new day follows', async () => {
    const extend = async (
      source: string,
      over: object,
      built?: { id: string; mediator: { viewer: Parameters<TestSubgraph['ask']>[0] }; version: number },
    ) => {
      const on = built ?? {
        ...(await buildCase(subgraph, 'IN_MEDIATION', { source, received_at: '2013-10-14T10:00:00+08:00' })),
        version: 1,
      };
      const input = {
        caseId: on.id,
        expectedVersion: on.version,
        days: 10,
        applicantAgrees: true,
        respondentAgrees: true,
        ...over,
      };
      return {
        on,
        answer: await act(subgraph, on.mediator.viewer, 'extendMediation', input, undefined, 'version extendedTo statutoryDueAt'),
      };
    };
    expect((await extend('WALK_IN', { respondentAgrees: false })).answer.errors?.[0]?.extensions).toMatchObject({
      code: 'VALIDATION_FAILED',
      rule: 'P12',
      field: 'respondentAgrees',
    });
    expect((await extend('WALK_IN', { applicantAgrees: false })).answer.errors?.[0]?.extensions).toMatchObject({
      code: 'VALIDATION_FAILED',
      field: 'applicantAgrees',
    });
    expect((await extend('WALK_IN', { days: 16 })).answer.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect((await extend('COURT_DELEGATED', { days: 11 })).answer.errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    const { on, answer } = await extend('WALK_IN', {});
    // 14 October + 15 + 10 days is Friday, 8 November.
    expect(answer.data.extendMediation.case).toMatchObject({
      statutoryDueAt: '2013-10-29T15:59:59.000Z',
      extendedTo: '2013-11-08T15:59:59.000Z',
    });
    expect((await extend('WALK_IN', {}, { ...on, version: 2 })).answer.errors?.[0]?.extensions).toMatchObject({
      code: 'VALIDATION_FAILED',
    });
    expect((await extend('COURT_DELEGATED', {})).answer.data.extendMediation.case).toMatchObject({
      statutoryDueAt: '2013-11-11T15:59:59.000Z',
      extendedTo: '2013-11-25T15:59:59.000Z',
    });
  });

  test('2.2.2, C-01: an extension counts from a last day that has moved over days off', async () => {
    // 16 September + 15 days is the first of seven days off; the last day is 8 October, and 12 October is a Saturday that is worked.
    const built = await buildCase(subgraph, 'IN_MEDIATION', { received_at: '2013-09-16T10:00:00+08:00' });
    const input = { caseId: built.id, expectedVersion: 1, days: 4, applicantAgrees: true, respondentAgrees: true };
    const now = '2013-09-20T10:00:00+08:00';
    const { data } = await act(subgraph, built.mediator.viewer, 'extendMediation', input, now, 'extendedTo statutoryDueAt');
    expect(data.extendMediation.case).toMatchObject({
      statutoryDueAt: '2013-10-08T15:59:59.000Z',
      extendedTo: '2013-10-12T15:59:59.000Z',
    });
  });

  test('either party ends the mediation, a stranger cannot', async () => {
    const built = await buildCase(subgraph, 'IN_MEDIATION');
    const input = { caseId: built.id, expectedVersion: 1, reason: '不同意' };
    expect(await refusal(act(subgraph, member(newId()), 'declareFailure', input))).toMatchObject({ code: 'NOT_FOUND' });
    for (const reason of [' ', '谈'.repeat(1_001)])
      expect(await refusal(act(subgraph, built.respondent, 'declareFailure', { ...input, reason }))).toMatchObject({
        code: 'BAD_USER_INPUT',
        field: 'reason',
      });
    expect((await act(subgraph, built.respondent, 'declareFailure', input)).data.declareFailure.case.status).toBe('FAILED');
  });
});
