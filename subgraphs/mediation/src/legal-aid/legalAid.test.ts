import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { insert, listed, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { inTurn, joinCase } from '../../test/applicants.ts';
import { act, type BuiltCase, buildCase, buildLawyer, buildMediator, buildOrg } from '../../test/build.ts';
import { GRANT, legalAidCalls } from '../../test/legalAid.ts';
import { mediation } from '../subgraph.ts';

const CONFLICT = { code: 'CONFLICT_OF_INTEREST', rule: 'MED-INV-4', field: 'lawyerId' };

let subgraph: TestSubgraph;
let orgId: string;
beforeAll(async () => {
  subgraph = await testSubgraph(mediation);
  orgId = await buildOrg(subgraph);
});
afterAll(() => subgraph.stop());

const { lawyer, call, refusal, grant } = legalAidCalls(() => ({ subgraph, orgId }));

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
