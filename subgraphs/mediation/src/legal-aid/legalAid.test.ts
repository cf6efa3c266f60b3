import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { caller, insert, listed, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { inTurn, joinCase } from '../../test/applicants.ts';
import {
  act,
  type BuiltCase,
  type BuiltLawyer,
  buildCase,
  buildDelegate,
  buildLawyer,
  buildMediator,
  buildOrg,
} from '../../test/build.ts';
import { mediation } from '../subgraph.ts';

const NOW = '2013-10-19T10:00:00+08:00';
const GRANT = 'grant { id version status scope grantedAt endedAt outcome minutes work { workedOn minutes note } lawyer { id } }';
const CONFLICT = { code: 'CONFLICT_OF_INTEREST', rule: 'MED-INV-4', field: 'lawyerId' };

let subgraph: TestSubgraph;
let orgId: string;
beforeAll(async () => {
  subgraph = await testSubgraph(mediation);
  orgId = await buildOrg(subgraph);
});
afterAll(() => subgraph.stop());

const lawyer = () => buildLawyer(subgraph, newId(), [orgId]);
const call = (verb: string, fields: string, input: object, viewer: Viewer, now = NOW) =>
  caller(subgraph)(verb, fields, input, viewer, now);
const refusal = async (answer: ReturnType<typeof call>) => (await answer).errors?.[0]?.extensions;
const grant = (c: BuiltCase, { id }: { id: string }, more: object = {}, viewer: Viewer = c.centre) =>
  call(
    'grantLegalAid',
    `${GRANT} case { version }`,
    { caseId: c.id, expectedVersion: 1, memberId: c.applicant.personId, lawyerId: id, scope: 'ARBITRATION', ...more },
    viewer,
  );
const read = async (c: BuiltCase, viewer: Viewer) =>
  (await subgraph.ask(viewer, 'query ($id: ID!) { mediationCase(id: $id) { legalAid { status } } }', { id: c.id }, NOW)).data
    ?.mediationCase?.legalAid;

describe('legal aid (S-39)', () => {
  test('a worker is given a lawyer, who works for them and ends it', async () => {
    const [c, one] = [await buildCase(subgraph, 'FAILED', { orgId }), await lawyer()];
    const { data } = await grant(c, one);
    expect(data.grantLegalAid).toMatchObject({
      grant: { status: 'ACTIVE', scope: 'ARBITRATION', grantedAt: '2013-10-19', minutes: 0, lawyer: { id: one.id } },
      case: { version: 2 },
    });
    const { id: grantId } = data.grantLegalAid.grant;
    const work = (more: object, viewer = one.viewer) =>
      call(
        'recordLegalAidWork',
        GRANT,
        { grantId, expectedVersion: 1, workedOn: '2013-10-19', minutes: 90, note: '阅卷', ...more },
        viewer,
      );
    for (const wrong of [
      { minutes: 0 },
      { minutes: 1441 },
      { workedOn: '2013-10-18' },
      { workedOn: '2013-10-20' },
      { note: ' ' },
    ])
      expect(await refusal(work(wrong))).toMatchObject({ code: 'BAD_USER_INPUT', field: Object.keys(wrong)[0] });
    expect(await refusal(work({}, c.centre))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await refusal(work({}, (await lawyer()).viewer))).toMatchObject({ code: 'NOT_FOUND' });
    await work({});
    expect((await work({ expectedVersion: 2, minutes: 30 })).data.recordLegalAidWork.grant).toMatchObject({
      minutes: 120,
      version: 3,
    });
    const end = (more: object = {}, viewer = one.viewer) =>
      call('endLegalAid', GRANT, { grantId, expectedVersion: 3, ending: 'COMPLETED', outcome: '裁决支持', ...more }, viewer);
    expect(await refusal(end({}, c.applicant))).toMatchObject({ code: 'FORBIDDEN' });
    expect((await end()).data.endLegalAid.grant).toMatchObject({
      status: 'COMPLETED',
      endedAt: '2013-10-19',
      outcome: '裁决支持',
      work: [
        { workedOn: '2013-10-19', minutes: 90, note: '阅卷' },
        { workedOn: '2013-10-19', minutes: 30, note: '阅卷' },
      ],
    });
    for (const again of [work({ expectedVersion: 4 }), end({ expectedVersion: 4 })])
      expect(await refusal(again)).toMatchObject({ code: 'INVALID_TRANSITION', field: 'status' });
    expect((await grant(c, await lawyer(), { expectedVersion: 3 })).errors).toBeUndefined();
  });

  test('who has left or died reads nothing as the lawyer of the worker', async () => {
    const [c, one] = [await buildCase(subgraph, 'FAILED', { orgId }), await lawyer()];
    expect(await refusal(grant(c, one))).toBeUndefined();
    const read = async () =>
      (await subgraph.ask(one.viewer, 'query ($id: ID!) { mediationCase(id: $id) { id } }', { id: c.id })).data.mediationCase?.id;
    expect(await read()).toBe(c.id);
    await listed(subgraph.sql, 'STAFF', { entryId: one.personId, hasEnded: true });
    expect(await read()).toBeUndefined();
  });

  test('a lawyer works no more than a day a day, in all cases together and by two entries at once', async () => {
    const one = await lawyer();
    const grantIn = async () => (await grant(await buildCase(subgraph, 'FAILED', { orgId }), one)).data.grantLegalAid.grant.id;
    const [first, second] = [await grantIn(), await grantIn()];
    const work = (grantId: string, minutes: number, expectedVersion = 1) =>
      call('recordLegalAidWork', GRANT, { grantId, expectedVersion, workedOn: '2013-10-19', minutes, note: '阅卷' }, one.viewer);
    const both = await Promise.all([refusal(work(first, 1000)), refusal(work(second, 1000))]);
    expect(both.filter((refused) => refused === undefined)).toHaveLength(1);
    expect(both.find((refused) => refused !== undefined)).toMatchObject({ code: 'VALIDATION_FAILED', field: 'minutes' });
    const [kept, free] = both[0] === undefined ? [first, second] : [second, first];
    expect(await refusal(work(kept, 441, 2))).toMatchObject({ code: 'VALIDATION_FAILED', field: 'minutes' });
    expect(await refusal(work(free, 440))).toBeUndefined();
  });

  test('MED-INV-4: who mediated does not act, also after a recusal, whoever writes it', async () => {
    const one = await lawyer();
    const mediator = await buildMediator(subgraph, orgId, { person_id: one.personId, lawyer_id: one.id });
    const c = await buildCase(subgraph, 'ASSIGNED', { orgId, mediator, lawyer_id: one.id, lawyer_person_id: one.personId });
    expect(await refusal(grant(c, one))).toEqual(CONFLICT);
    await act(subgraph, c.centre, 'recuseMediator', { caseId: c.id, expectedVersion: 1, reason: '回避' });
    expect(await refusal(grant(c, one, { expectedVersion: 2 }))).toEqual(CONFLICT);
    await subgraph.sql('delete from party_relation where person_id = $1', [one.personId]);
    await expect(
      insert(subgraph.sql, 'legal_aid_grant', {
        id: newId(),
        case_id: c.id,
        member_id: c.applicant.personId,
        lawyer_id: one.id,
        lawyer_person_id: one.personId,
        scope: 'MEDIATION',
        granted_on: '2013-10-19',
        granted_by: 'test',
        status: 'ACTIVE',
        version: 1,
      }),
    ).rejects.toMatchObject({ constraint: 'legal_aid_grant_apart' });
  });

  test('MED-INV-4: who acts for a party does not mediate, in this case or another one of the worker, whoever writes it', async () => {
    const one = await lawyer();
    const mediator = await buildMediator(subgraph, orgId, { person_id: one.personId, lawyer_id: one.id });
    const c = await buildCase(subgraph, 'ACCEPTED', { orgId });
    await grant(c, one);
    const assign = (caseId: string, expectedVersion: number) =>
      act(subgraph, c.centre, 'assignMediator', { caseId, expectedVersion, mediatorId: mediator.id });
    expect(await refusal(assign(c.id, 2))).toMatchObject({ code: 'CONFLICT_OF_INTEREST', field: 'mediatorId' });
    await expect(
      subgraph.sql('update mediation_case set mediator_id = $2, mediator_person_id = $3 where id = $1', [
        c.id,
        mediator.id,
        one.personId,
      ]),
    ).rejects.toMatchObject({ constraint: 'case_mediated_by_apart' });
    const other = await buildCase(subgraph, 'ACCEPTED', { orgId, applicant_ids: [c.applicant.personId] });
    expect(await refusal(assign(other.id, 1))).toMatchObject({ code: 'CONFLICT_OF_INTEREST', field: 'mediatorId' });
  });

  test('MED-INV-4: of an assignment and a grant at once, straight at the database, one holds', async () => {
    const one = await lawyer();
    const mediator = await buildMediator(subgraph, orgId, { person_id: one.personId, lawyer_id: one.id });
    for (let round = 0; round < 8; round++) {
      const c = await buildCase(subgraph, 'ACCEPTED', { orgId });
      const both = await Promise.allSettled([
        subgraph.sql('update mediation_case set mediator_id = $2, mediator_person_id = $3 where id = $1', [
          c.id,
          mediator.id,
          one.personId,
        ]),
        insert(subgraph.sql, 'legal_aid_grant', {
          id: newId(),
          case_id: c.id,
          member_id: c.applicant.personId,
          lawyer_id: one.id,
          lawyer_person_id: one.personId,
          scope: 'MEDIATION',
          granted_on: '2013-10-19',
          granted_by: 'test',
          status: 'ACTIVE',
          version: 1,
        }),
      ]);
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    }
  });

  test('MED-INV-4: not who is a party, or related to the other side; who is related to the worker may', async () => {
    const related = async (kind: string, to: (c: BuiltCase, firm: string) => object) => {
      const [c, one] = [await buildCase(subgraph, 'ACCEPTED', { orgId }), await lawyer()];
      const [{ enterprise_id: firm }] = (await subgraph.sql(
        `select enterprise_id from case_party where case_id = $1 and side = 'RESPONDENT'`,
        [c.id],
      )) as [{ enterprise_id: string }];
      await insert(subgraph.sql, 'party_relation', { id: newId(), person_id: one.personId, kind, ...to(c, firm) });
      return refusal(grant(c, one));
    };
    expect(await related('ACTED_FOR', (_, firm) => ({ enterprise_id: firm }))).toEqual(CONFLICT);
    expect(await related('EMPLOYED_BY', (_, firm) => ({ enterprise_id: firm }))).toEqual(CONFLICT);
    expect(await related('RELATIVE', (c) => ({ other_person_id: c.respondent.personId }))).toEqual(CONFLICT);
    expect(await related('RELATIVE', (c) => ({ other_person_id: c.applicant.personId }))).toBeUndefined();
    const c = await buildCase(subgraph, 'ACCEPTED', { orgId });
    const party = await buildLawyer(subgraph, c.respondent.personId as string, [orgId]);
    expect(await refusal(grant(c, party))).toEqual(CONFLICT);
  });

  test('only for who asks, by a lawyer under contract, once at a time, while the case is about something', async () => {
    const [c, one] = [await buildCase(subgraph, 'ACCEPTED', { orgId }), await lawyer()];
    expect(await refusal(grant(c, one, { memberId: c.respondent.personId }))).toMatchObject({ rule: 'S-39', field: 'memberId' });
    expect(await refusal(grant(c, await buildLawyer(subgraph)))).toMatchObject({ rule: 'S-51', field: 'lawyerId' });
    expect(await refusal(grant(c, { id: newId() }))).toMatchObject({ code: 'NOT_FOUND' });
    await grant(c, one);
    expect(await refusal(grant(c, await lawyer(), { expectedVersion: 2 }))).toMatchObject({
      code: 'DUPLICATE',
      field: 'memberId',
    });
    const closed = await buildCase(subgraph, 'WITHDRAWN', { orgId });
    expect(await refusal(grant(closed, one))).toMatchObject({ code: 'INVALID_TRANSITION' });
  });

  test.each([
    ['ENFORCEMENT', 'IN_MEDIATION', 'FAILED', 'CONFIRMED'],
    ['LITIGATION', 'AGREED', 'EFFECTIVE', 'AWARDED'],
    ['ARBITRATION', 'EFFECTIVE', 'AWARDED', 'IN_MEDIATION'],
    ['MEDIATION', 'FAILED', 'TO_ARBITRATION', 'EFFECTIVE'],
  ])('S-39: aid for %s is given while there is such work: not in %s or %s, but in %s', async (scope, early, other, fits) => {
    const one = await lawyer();
    for (const status of [early, other])
      expect(await refusal(grant(await buildCase(subgraph, status, { orgId }), one, { scope }))).toMatchObject({
        code: 'INVALID_TRANSITION',
        field: 'scope',
      });
    for (const status of [early, fits])
      expect(
        await refusal(
          grant(await buildCase(subgraph, status, { orgId }), one, { scope: status === fits ? scope : 'CONSULTATION' }),
        ),
      ).toBeUndefined();
  });

  test('time decides here, too: on the day after the last one a case is not in mediation any more', async () => {
    const late = await buildCase(subgraph, 'IN_MEDIATION', { orgId, received_at: '2013-10-03T10:00:00+08:00' });
    expect(await refusal(grant(late, await lawyer(), { scope: 'MEDIATION' }))).toMatchObject({ code: 'INVALID_TRANSITION' });
  });

  test('not for a worker who withdrew; for one whose mediation failed there is more to come', async () => {
    const c = await buildCase(subgraph, 'IN_MEDIATION', { orgId });
    const [second, third] = [await joinCase(subgraph, c), await joinCase(subgraph, c)];
    const go = inTurn(subgraph, c.id);
    await go(second.viewer, 'withdrawCase');
    await go(third.viewer, 'declareFailure', { reason: '谈不拢' });
    const by = async (who: Viewer) => refusal(grant(c, await lawyer(), { memberId: who.personId, expectedVersion: 3 }));
    expect(await by(second.viewer)).toMatchObject({ code: 'VALIDATION_FAILED', field: 'memberId' });
    expect(await by(third.viewer)).toBeUndefined();
  });
});

describe('legal aid ends with its case (S-39)', () => {
  const acting = async (status: string, scope: string, more: object = {}) => {
    const [c, one] = [await buildCase(subgraph, status, { orgId, ...more }), await lawyer()];
    expect(await refusal(grant(c, one, { scope }))).toBeUndefined();
    const aid = async () => {
      const { status: state, endedAt } = (
        await subgraph.ask(one.viewer, '{ legalAidGrants { nodes { status endedAt outcome case { id } } } }', {}, NOW)
      ).data.legalAidGrants.nodes[0];
      return { state, endedAt };
    };
    const go = (viewer: Viewer, verb: string, input: object = {}) =>
      act(subgraph, viewer, verb, { caseId: c.id, expectedVersion: 2, ...input });
    return { ...c, one, aid, go };
  };
  const ACTIVE = { state: 'ACTIVE', endedAt: null };

  test('withdrawn', async () => {
    const c = await acting('IN_MEDIATION', 'ARBITRATION');
    expect((await c.go(c.applicant, 'withdrawCase')).errors).toBeUndefined();
    expect(await c.aid()).toEqual({ state: 'TERMINATED', endedAt: '2013-10-19' });
  });

  test('performed', async () => {
    const c = await acting('EFFECTIVE', 'MEDIATION', { terms: [1000] });
    const payment = { itemId: c.itemIds[0], paidFen: '1000', paidAt: '2013-10-19' };
    expect((await c.go(c.mediator.viewer, 'recordPerformance', payment)).errors).toBeUndefined();
    expect(await c.aid()).toEqual({ state: 'COMPLETED', endedAt: '2013-10-19' });
  });

  test('what the lawyer did until the case ended is still recorded, and nothing of later days; nor after somebody ended the grant', async () => {
    const c = await acting('IN_MEDIATION', 'ARBITRATION');
    await c.go(c.applicant, 'withdrawCase');
    const [{ id: grantId }] = (await subgraph.sql('select id from legal_aid_grant where case_id = $1', [c.id])) as [
      { id: string },
    ];
    const work = (workedOn: string, expectedVersion = 2) =>
      call(
        'recordLegalAidWork',
        GRANT,
        { grantId, expectedVersion, workedOn, minutes: 60, note: '阅卷' },
        c.one.viewer,
        '2013-10-25T10:00:00+08:00',
      );
    expect(await refusal(work('2013-10-20'))).toMatchObject({ code: 'BAD_USER_INPUT', field: 'workedOn' });
    expect((await work('2013-10-19')).data.recordLegalAidWork.grant).toMatchObject({ status: 'TERMINATED', minutes: 60 });
    await subgraph.sql('update legal_aid_grant set ended_with_case = false where id = $1', [grantId]);
    expect(await refusal(work('2013-10-19', 3))).toMatchObject({ code: 'INVALID_TRANSITION', field: 'status' });
  });

  test('of a mediation that time has failed the work of its last day is recorded, and none of the day on which it had ended', async () => {
    const late = await acting('IN_MEDIATION', 'MEDIATION', { received_at: '2013-10-04T10:00:00+08:00' });
    const [{ id: grantId } = { id: '' }] = await subgraph.sql<{ id: string }>(
      'select id from legal_aid_grant where case_id = $1',
      [late.id],
    );
    const work = (workedOn: string, expectedVersion: number) => {
      const input = { grantId, expectedVersion, workedOn, minutes: 60, note: '阅卷' };
      return call('recordLegalAidWork', GRANT, input, late.one.viewer, '2013-10-25T10:00:00+08:00');
    };
    for (const day of ['2013-10-18', '2013-10-22', '2013-10-25'])
      expect([day, await refusal(work(day, 1))]).toMatchObject([day, { code: 'BAD_USER_INPUT', field: 'workedOn' }]);
    expect((await work('2013-10-21', 1)).data.recordLegalAidWork.grant).toMatchObject({
      status: 'COMPLETED',
      endedAt: '2013-10-22',
    });
    // Written down, it is the same.
    expect(await refusal(work('2013-10-22', 3))).toMatchObject({ code: 'BAD_USER_INPUT', field: 'workedOn' });
    expect((await work('2013-10-21', 3)).data.recordLegalAidWork.grant).toMatchObject({ minutes: 120 });
  });

  test('whoever writes it: no work of a day on which no aid was given, or that is still to come', async () => {
    const late = await acting('IN_MEDIATION', 'MEDIATION', { received_at: '2013-10-04T10:00:00+08:00' });
    const write = (day: string, recordedAt: string) =>
      subgraph.sql(
        `insert into legal_aid_work (id, grant_id, worked_on, minutes, note, recorded_at)
         select $1, g.id, $2, 60, '阅卷', $3 from legal_aid_grant g where g.case_id = $4`,
        [newId(), day, recordedAt, late.id],
      );
    const refused = { constraint: 'legal_aid_work_in_aid' };
    await expect(write('2013-10-18', NOW)).rejects.toMatchObject(refused);
    await expect(write('2013-10-20', '2013-10-19T23:59:59+08:00')).rejects.toMatchObject(refused);
    const refer = { caseId: late.id, expectedVersion: 2 };
    await act(subgraph, late.applicant, 'referToArbitration', refer, '2013-10-22T10:00:00+08:00');
    await expect(write('2013-10-22', '2013-10-25T10:00:00+08:00')).rejects.toMatchObject(refused);
    await write('2013-10-21', '2013-10-25T10:00:00+08:00');
  });

  test('closed by a judgment', async () => {
    const c = await acting('LITIGATION', 'LITIGATION');
    const judgment = { outcome: 'JUDGED', documentNo: '民1号', judgedFen: '1' };
    expect((await c.go(await buildDelegate(subgraph, 'COURT'), 'recordJudgment', judgment)).errors).toBeUndefined();
    expect(await c.aid()).toEqual({ state: 'COMPLETED', endedAt: '2013-10-19' });
  });

  test.each([
    ['MEDIATION', { state: 'COMPLETED', endedAt: '2013-10-19' }],
    ['ARBITRATION', ACTIVE],
    ['CONSULTATION', ACTIVE],
  ])('of a mediation that failed what was given for %s is %j: the others go on to arbitration', async (scope, expected) => {
    const c = await acting('IN_MEDIATION', scope);
    expect((await c.go(c.mediator.viewer, 'declareFailure', { reason: '谈不拢' })).errors).toBeUndefined();
    expect(await c.aid()).toEqual(expected);
  });

  test('a refused case and one that time has failed end it, too', async () => {
    const refused = await acting('RECEIVED', 'MEDIATION');
    await refused.go(refused.centre, 'decideAcceptance', { accept: false, reason: '不属于劳动争议', noticeRef: 'N-1' });
    expect((await refused.aid()).state).toBe('COMPLETED');
    const late = await acting('IN_MEDIATION', 'MEDIATION', { received_at: '2013-10-04T10:00:00+08:00' });
    const refer = { caseId: late.id, expectedVersion: 2 };
    const after = '2013-10-22T10:00:00+08:00';
    expect((await act(subgraph, late.applicant, 'referToArbitration', refer, after)).errors).toBeUndefined();
    expect(await late.aid()).toEqual({ state: 'COMPLETED', endedAt: '2013-10-22' });
  });

  test('with a case that time has failed, before any task has run: read, listed, counted, and as acts go by it', async () => {
    const [LAST, OVER] = ['2013-10-21T23:59:59+08:00', '2013-10-22T00:00:00+08:00'];
    const late = await acting('IN_MEDIATION', 'MEDIATION', { received_at: '2013-10-04T10:00:00+08:00' });
    const listed = async (status: string, now: string) => {
      const query = `{ legalAidGrants(status: ${status}) { totalCount nodes { status endedAt outcome case { legalAid { status } } } } }`;
      return (await subgraph.ask(late.one.viewer, query, {}, now)).data.legalAidGrants;
    };
    const none = { totalCount: 0, nodes: [] };
    expect([(await listed('ACTIVE', LAST)).totalCount, await listed('COMPLETED', LAST)]).toEqual([1, none]);
    expect(await listed('ACTIVE', OVER)).toEqual(none);
    expect(await listed('COMPLETED', OVER)).toMatchObject({
      totalCount: 1,
      nodes: [{ status: 'COMPLETED', endedAt: '2013-10-22', outcome: '案件结束：调解不成' }],
    });
    const reads = async (now: string) => {
      const query = `{ mediationCase(id: "${late.id}") { id sessions { id } applicants { nameZh } } }`;
      return (await subgraph.ask(late.one.viewer, query, {}, now)).data.mediationCase?.id ?? null;
    };
    expect([await reads(LAST), await reads(OVER)]).toEqual([late.id, null]);
    const dismiss = async (now: string) => {
      const input = { lawyerId: late.one.id, expectedVersion: 1, lastDay: '2013-10-31' };
      return refusal(call('dismissLawyer', 'lawyer { leftAt }', input, staff(newId(), 'DISTRICT_ADMIN', '/city/'), now));
    };
    expect(await dismiss(LAST)).toMatchObject({ code: 'VALIDATION_FAILED' });
    const [{ id: grantId } = { id: '' }] = await subgraph.sql<{ id: string }>(
      'select id from legal_aid_grant where case_id = $1',
      [late.id],
    );
    const end = { grantId, expectedVersion: 1, ending: 'TERMINATED', outcome: '不再需要' };
    expect(await refusal(call('endLegalAid', 'grant { id }', end, late.one.viewer, OVER))).toMatchObject({
      code: 'INVALID_TRANSITION',
    });
    const input = { caseId: late.id, expectedVersion: 2, memberId: late.applicant.personId, scope: 'ARBITRATION' };
    const other = await lawyer();
    const again = await call('grantLegalAid', 'grant { status }', { ...input, lawyerId: other.id }, late.centre, OVER);
    expect(again.data.grantLegalAid.grant).toEqual({ status: 'ACTIVE' });
    expect(await late.aid()).toEqual({ state: 'COMPLETED', endedAt: '2013-10-22' });
    expect(await dismiss(OVER)).toBeUndefined();
  });

  test('of one of several who leaves; the others keep theirs', async () => {
    const c = await buildCase(subgraph, 'IN_MEDIATION', { orgId });
    const [second, one, other] = [await joinCase(subgraph, c), await lawyer(), await lawyer()];
    await grant(c, one);
    await grant(c, other, { memberId: second.viewer.personId, expectedVersion: 2 });
    const left = await act(subgraph, second.viewer, 'withdrawCase', { caseId: c.id, expectedVersion: 3 });
    expect(left.data.withdrawCase.case.status).toBe('IN_MEDIATION');
    const state = async (id: string) =>
      (await subgraph.sql<{ status: string }>('select status from legal_aid_grant where lawyer_id = $1', [id]))[0]?.status;
    expect([await state(one.id), await state(other.id)]).toEqual(['ACTIVE', 'TERMINATED']);
  });

  test('whoever writes it: no case is over with aid going on, and none is given in one that is', async () => {
    const c = await acting('IN_MEDIATION', 'ARBITRATION');
    await expect(
      subgraph.sql(`update mediation_case set status = 'WITHDRAWN', closed_at = now() where id = $1`, [c.id]),
    ).rejects.toMatchObject({ constraint: 'mediation_case_aid_ended' });
    const over = await buildCase(subgraph, 'WITHDRAWN', { orgId });
    await expect(
      subgraph.sql(
        `insert into legal_aid_grant (id, case_id, member_id, lawyer_id, lawyer_person_id, scope, granted_on, granted_by, status, version)
         select $1, $2, member_id, lawyer_id, $1, scope, granted_on, granted_by, 'ACTIVE', 1 from legal_aid_grant where case_id = $3`,
        [newId(), over.id, c.id],
      ),
    ).rejects.toMatchObject({ constraint: 'legal_aid_grant_open_case' });
  });
});

describe('who reads of legal aid', () => {
  let c: BuiltCase;
  let one: BuiltLawyer;
  beforeAll(async () => {
    [c, one] = [await buildCase(subgraph, 'IN_MEDIATION', { orgId }), await lawyer()];
    await grant(c, one);
  });

  test('the worker, the lawyer, the mediator and the centre; the other side does not', async () => {
    for (const viewer of [c.applicant, one.viewer, c.mediator.viewer, c.centre, staff(newId(), 'CITY_DEPT')])
      expect(await read(c, viewer)).toEqual({ status: 'ACTIVE' });
    const respondentAtCentre = { ...c.respondent, grants: [...c.respondent.grants, ...c.centre.grants] };
    for (const viewer of [c.respondent, respondentAtCentre]) expect(await read(c, viewer)).toBeNull();
    for (const viewer of [
      member(newId()),
      staff(newId(), 'HOTLINE_AGENT'),
      (await lawyer()).viewer,
      staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'),
    ])
      expect(await read(c, viewer)).toBeUndefined();
  });

  test('lists have the same rows, and the member’s record', async () => {
    const listed = async (viewer: Viewer) =>
      (await subgraph.ask(viewer, '{ legalAidGrants(status: ACTIVE, first: 100) { nodes { member { id } } } }', {}, NOW)).data
        .legalAidGrants.nodes;
    const row = { member: { id: c.applicant.personId } };
    for (const viewer of [c.applicant, one.viewer]) expect(await listed(viewer)).toEqual([row]);
    expect(await listed(c.respondent)).toEqual([]);
    expect(await listed(c.centre)).toContainEqual(row);
    const { data } = await subgraph.ask(
      c.applicant,
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Member { legalAid { lawyer { id } } } } }',
      { r: [{ __typename: 'Member', id: c.applicant.personId }] },
      NOW,
    );
    expect(data._entities).toEqual([{ legalAid: [{ lawyer: { id: one.id } }] }]);
  });

  test('the lawyer reads the case no more when the grant is over, and organisation is told each time', async () => {
    const [mine] = (await subgraph.ask(one.viewer, '{ legalAidGrants { nodes { id version } } }', {}, NOW)).data.legalAidGrants
      .nodes;
    await call(
      'endLegalAid',
      GRANT,
      { grantId: mine.id, expectedVersion: mine.version, ending: 'TERMINATED', outcome: '另行委托' },
      c.centre,
    );
    expect(await read(c, one.viewer)).toBeUndefined();
    expect(await read(c, c.applicant)).toEqual({ status: 'TERMINATED' });
  });
});
