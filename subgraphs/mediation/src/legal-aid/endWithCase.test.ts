import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { joinCase } from '../../test/applicants.ts';
import { act, buildCase, buildDelegate, buildOrg } from '../../test/build.ts';
import { GRANT, legalAidCalls, NOW } from '../../test/legalAid.ts';
import { mediation } from '../subgraph.ts';

let subgraph: TestSubgraph;
let orgId: string;
beforeAll(async () => {
  subgraph = await testSubgraph(mediation);
  orgId = await buildOrg(subgraph);
});
afterAll(() => subgraph.stop());

const { lawyer, call, refusal, grant } = legalAidCalls(() => ({ subgraph, orgId }));

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
