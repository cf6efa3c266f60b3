import { newId } from '@union-graph/subgraph';
import { listed, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { act, at, buildCase, buildLawyer, buildMediator, buildOrg } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';

describe('who mediates and advises serves on that day', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
  });
  afterAll(() => subgraph.stop());

  const assign = (c: Awaited<ReturnType<typeof buildCase>>, mediatorId: string, more: object = {}) =>
    act(subgraph, c.centre, 'assignMediator', { caseId: c.id, expectedVersion: 1, mediatorId, ...more });
  const refusal = async (answer: ReturnType<typeof act>) => (await answer).errors?.[0]?.extensions;

  test('S-51: neither mediates nor advises a lawyer who serves no more, or whose firm is under no contract', async () => {
    const orgId = await buildOrg(subgraph);
    const built = await buildCase(subgraph, 'ACCEPTED', { orgId });
    const [free, left, serving] = [
      await buildLawyer(subgraph),
      await buildLawyer(subgraph, newId(), [orgId]),
      await buildLawyer(subgraph, newId(), [orgId]),
    ];
    await subgraph.sql(`update lawyer set appointed_on = '2013-01-01', left_on = '2013-10-18' where id = $1`, [left.id]);
    for (const gone of [free, left]) {
      const none = { code: 'VALIDATION_FAILED', rule: 'S-51' };
      expect(await refusal(assign(built, built.mediator.id, { lawyerId: gone.id }))).toMatchObject({
        ...none,
        field: 'lawyerId',
      });
      const mediator = await buildMediator(subgraph, orgId, { person_id: gone.personId, lawyer_id: gone.id });
      // Nor where another lawyer advises them.
      for (const more of [{}, { lawyerId: serving.id }])
        expect(await refusal(assign(built, mediator.id, more))).toMatchObject({ ...none, field: 'mediatorId' });
    }
    expect(await refusal(assign(built, built.mediator.id, { lawyerId: serving.id }))).toBeUndefined();
  });

  test('nor who has left the staff since the appointment', async () => {
    const built = await buildCase(subgraph, 'ACCEPTED');
    const staffMember = await listed(subgraph.sql, 'STAFF', { hasEnded: true });
    const gone = await buildMediator(subgraph, built.orgId, { person_id: staffMember });
    expect(await refusal(assign(built, gone.id))).toMatchObject({ code: 'VALIDATION_FAILED', field: 'mediatorId' });
  });

  test('a mediator who has left the staff does nothing more in a case; the centre takes it from them', async () => {
    const built = await buildCase(subgraph, 'IN_MEDIATION');
    const input = { caseId: built.id, expectedVersion: 1 };
    const fail = () => act(subgraph, built.mediator.viewer, 'declareFailure', { ...input, reason: '谈不拢' });
    await listed(subgraph.sql, 'STAFF', { entryId: built.mediator.personId, hasEnded: true });
    expect(await refusal(fail())).toMatchObject({ code: 'FORBIDDEN' });
    expect(
      (await act(subgraph, built.centre, 'recuseMediator', { ...input, reason: '离职' })).data.recuseMediator.case.status,
    ).toBe('ACCEPTED');
  });

  test('a session is held after the case was accepted', async () => {
    const built = await buildCase(subgraph, 'ASSIGNED');
    const open = (heldAt: string) =>
      act(subgraph, built.mediator.viewer, 'openSession', {
        caseId: built.id,
        expectedVersion: 1,
        heldAt,
        applicantNotifiedAt: at(-4),
        respondentNotifiedAt: at(-4),
        attendees: ['双方'],
      });
    // Received four days ago, and accepted a day later.
    expect(await refusal(open(at(-3.5)))).toMatchObject({ code: 'BAD_USER_INPUT', field: 'heldAt' });
    expect(await refusal(open(at(-2)))).toBeUndefined();
  });

  test('S-48: the centre of an industry accepts a dispute of its industry, and its mediators mediate in no other', async () => {
    const place = { district_code: null, service_point_id: null, scope_path: '/city/' };
    const centre = await buildOrg(subgraph, { kind: 'INDUSTRY_CENTRE', industry: 'TRANSPORT', ...place });
    const mediator = await buildMediator(subgraph, centre);
    const accept = (c: Awaited<ReturnType<typeof buildCase>>) =>
      act(subgraph, c.centre, 'decideAcceptance', { caseId: c.id, expectedVersion: 1, accept: true, respondentConsents: true });
    // The firm's record says another industry by now than when the case was received.
    const moved = await buildCase(subgraph, 'RECEIVED', { orgId: centre, industry: 'SERVICES' });
    expect(await refusal(accept(moved))).toEqual({ code: 'VALIDATION_FAILED', rule: 'S-48', field: 'accept' });
    expect(
      (await accept(await buildCase(subgraph, 'RECEIVED', { orgId: centre, industry: 'TRANSPORT' }))).errors,
    ).toBeUndefined();
    const inRoom = async (industry: string) =>
      assign(await buildCase(subgraph, 'ACCEPTED', { orgId: await buildOrg(subgraph), industry }), mediator.id);
    expect(await refusal(inRoom('SERVICES'))).toEqual({ code: 'VALIDATION_FAILED', rule: 'S-48', field: 'mediatorId' });
    expect((await inRoom('TRANSPORT')).errors).toBeUndefined();
  });
});
