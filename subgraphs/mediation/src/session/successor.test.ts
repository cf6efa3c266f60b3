import { newId } from '@union-graph/subgraph';
import { eventsAbout, listed, listenerTo, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { act, at, type BuiltCase, buildCase, buildLawyer, buildMediator, day, TODAY } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';

const READ = 'status version flags mediator { id } lawyer { id } agreement { signedByMediatorAt effectiveAt }';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await testSubgraph(mediation, { subscribers: listenerTo('mediation') });
});
afterAll(() => subgraph.stop());

const replace = async (built: BuiltCase, more: object = {}, now = TODAY, viewer = built.centre) => {
  const input = { caseId: built.id, expectedVersion: 1, reason: '调离', ...more };
  const answer = await act(subgraph, viewer, 'recuseMediator', input, now, READ);
  return answer.errors?.[0]?.extensions ?? answer.data.recuseMediator.case;
};
const leave = ({ mediator }: BuiltCase) => listed(subgraph.sql, 'STAFF', { entryId: mediator.personId, hasEnded: true });
const flagsOf = async ({ id, centre }: BuiltCase) =>
  (await subgraph.ask(centre, `{ mediationCase(id: "${id}") { flags } }`)).data.mediationCase.flags;

describe('a mediator who cannot go on after the agreement', () => {
  test('another one takes over what waits for a signature: signs, and records the paper of a party', async () => {
    const built = await buildCase(subgraph, 'AGREED');
    const next = await buildMediator(subgraph, built.orgId);
    await leave(built);
    const done = await replace(built, { successorId: next.id });
    expect(done).toMatchObject({ status: 'AGREED', mediator: { id: next.id }, agreement: { signedByMediatorAt: null } });
    let expectedVersion = done.version;
    const sign = async (viewer: BuiltCase['centre'], verb: string, more: object) => {
      const input = { caseId: built.id, expectedVersion, ...more };
      const answer = await act(subgraph, viewer, verb, input, TODAY, READ);
      expectedVersion = answer.data?.[verb]?.case.version ?? expectedVersion;
      return answer.errors?.[0]?.extensions ?? answer.data[verb].case;
    };
    await sign(built.applicant, 'signAgreement', { as: 'APPLICANT' });
    await sign(next.viewer, 'signAgreement', { as: 'RESPONDENT', paperRef: '协议书第3页' });
    await sign(next.viewer, 'signAgreement', { as: 'MEDIATOR' });
    expect(await sign(built.centre, 'sealAgreement', {})).toMatchObject({ status: 'EFFECTIVE' });
    // Agreed once: who follows cases is told who has this one now, and not of a second agreement.
    const told = (await eventsAbout(subgraph.sql, built.id)).map(({ type, data }) => [type, data.staffIds]);
    expect(told).toEqual([['mediation.case.staffed', [next.personId]]]);
  });

  test.each(['AGREED', 'EFFECTIVE', 'CONFIRMING', 'CONFIRMED', 'BREACHED', 'PAYMENT_ORDER', 'ENFORCEMENT'])(
    'a case that is %s waits for its centre, says so, and stays where it is when it has another',
    async (status) => {
      const built = await buildCase(subgraph, status);
      expect(await flagsOf(built)).not.toContain('MEDIATOR_GONE');
      await leave(built);
      expect(await flagsOf(built)).toContain('MEDIATOR_GONE');
      const next = await buildMediator(subgraph, built.orgId);
      const done = await replace(built, { successorId: next.id });
      expect(done).toMatchObject({ status, mediator: { id: next.id } });
      expect(done.flags).not.toContain('MEDIATOR_GONE');
    },
  );

  test('the one after records what both sides ask for: the confirmation', async () => {
    const built = await buildCase(subgraph, 'EFFECTIVE');
    const next = await buildMediator(subgraph, built.orgId);
    const { version } = await replace(built, { successorId: next.id });
    const input = {
      caseId: built.id,
      expectedVersion: version,
      route: 'JUDICIAL',
      applicantAgrees: true,
      respondentAgrees: true,
    };
    expect((await act(subgraph, next.viewer, 'applyConfirmation', input)).data.applyConfirmation.case.status).toBe('CONFIRMING');
  });

  test('a lawyer beside the mediator stays; one who mediated leaves, and a lawyer who takes over is the lawyer', async () => {
    const built = await buildCase(subgraph, 'AGREED');
    const [beside, other] = [
      await buildLawyer(subgraph, newId(), [built.orgId]),
      await buildLawyer(subgraph, newId(), [built.orgId]),
    ];
    await subgraph.sql('update mediation_case set lawyer_id = $2, lawyer_person_id = $3 where id = $1', [
      ...[built.id, beside.id, beside.personId],
    ]);
    const first = await buildMediator(subgraph, built.orgId, { person_id: other.personId, lawyer_id: other.id });
    expect(await replace(built, { successorId: first.id })).toMatchObject({
      mediator: { id: first.id },
      lawyer: { id: beside.id },
    });
    const second = await buildMediator(subgraph, built.orgId);
    await subgraph.sql('update mediation_case set lawyer_id = $2, lawyer_person_id = $3 where id = $1', [
      ...[built.id, other.id, other.personId],
    ]);
    expect(await replace(built, { successorId: second.id, expectedVersion: 2 })).toMatchObject({ lawyer: null });
    const own = await buildCase(subgraph, 'AGREED', { orgId: built.orgId });
    expect(await replace(own, { successorId: first.id })).toMatchObject({ lawyer: { id: other.id } });
  });

  test('what refuses: nobody named, the same person, a party, no term, no room, a stranger, a case that is not agreed', async () => {
    const built = await buildCase(subgraph, 'AGREED');
    const field = 'successorId';
    const { orgId } = built;
    expect(await replace(built)).toEqual({ code: 'BAD_USER_INPUT', field });
    expect(await replace(built, { successorId: built.mediator.id })).toMatchObject({ code: 'CONFLICT_OF_INTEREST', field });
    const party = await buildMediator(subgraph, orgId, { person_id: built.respondent.personId });
    expect(await replace(built, { successorId: party.id })).toMatchObject({
      code: 'CONFLICT_OF_INTEREST',
      rule: 'MED-INV-4',
      field,
    });
    const over = await buildMediator(subgraph, orgId, { term_from: '2012-10-18', term_to: '2013-10-18' });
    expect(await replace(built, { successorId: over.id })).toMatchObject({ code: 'VALIDATION_FAILED', rule: 'P12', field });
    const busy = await buildMediator(subgraph, orgId, { case_cap: 1 });
    await buildCase(subgraph, 'IN_MEDIATION', { orgId, mediator: busy });
    expect(await replace(built, { successorId: busy.id })).toMatchObject({ code: 'CAPACITY_FULL', field });
    expect(await replace(built, { successorId: newId() })).toMatchObject({ code: 'NOT_FOUND', field });
    const next = await buildMediator(subgraph, orgId);
    expect(await replace(built, { successorId: next.id }, TODAY, built.applicant)).toMatchObject({ code: 'FORBIDDEN' });
    const before = await buildCase(subgraph, 'IN_MEDIATION', { orgId });
    expect(await replace(before, { successorId: next.id })).toEqual({ code: 'BAD_USER_INPUT', field });
    const late = `${day(40)}T10:00:00+08:00`;
    expect(await replace(built, { successorId: next.id }, late)).toMatchObject({ code: 'INVALID_TRANSITION' });
  });

  test('of two who take over at once one does', async () => {
    const built = await buildCase(subgraph, 'AGREED', { agreed_at: at(-1) });
    const named = await Promise.all([1, 2].map(() => buildMediator(subgraph, built.orgId)));
    const done = await Promise.all(named.map(({ id }) => replace(built, { successorId: id })));
    expect(done.map((one) => one.code ?? one.status).sort()).toEqual(['AGREED', 'VERSION_CONFLICT']);
  });
});
