import { ANONYMOUS, ROLES, type Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { caller, insert, member, partnerOf, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { act, type BuiltCase, buildCase, buildDelegate } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';

const PARTIES = ['UNION', 'HRSS', 'JUSTICE', 'PETITION', 'COURT', 'ENTERPRISE_CONFED'];
const REFERRAL = 'id version status from to reason ackDueAt ackAt overdue result answeredAt remindedAt';
const morning = (day: string): string => `${day}T10:00:00+08:00`;

describe('referrals between the six parties (S-45)', () => {
  let subgraph: TestSubgraph;
  let call: ReturnType<typeof caller>;
  const delegates = new Map<string, Viewer>();
  const delegateOf = (party: string): Viewer => delegates.get(party) as Viewer;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
    call = caller(subgraph);
    for (const party of PARTIES) delegates.set(party, await buildDelegate(subgraph, party));
  });
  afterAll(() => subgraph.stop());

  const send = (viewer: Viewer, caseId: string, to: string, more: object = {}, now?: string) =>
    call(
      'referToParty',
      `referral { ${REFERRAL} } case { version }`,
      { caseId, expectedVersion: 1, to, reason: '请协助办理', ...more },
      viewer,
      now,
    );
  const sent = async (viewer: Viewer, caseId: string, to: string, more: object = {}, now?: string) => {
    const answer = await send(viewer, caseId, to, more, now);
    if (answer.errors) throw new Error(answer.errors[0]?.message);
    return answer.data.referToParty.referral;
  };
  const acknowledge = (viewer: Viewer, referral: { id: string; version: number }, now?: string) =>
    call(
      'acknowledgeReferral',
      `referral { ${REFERRAL} }`,
      { referralId: referral.id, expectedVersion: referral.version },
      viewer,
      now,
    );
  const respond = (viewer: Viewer, referral: { id: string; version: number }, result = '已办结') =>
    call(
      'answerReferral',
      `referral { ${REFERRAL} }`,
      { referralId: referral.id, expectedVersion: referral.version, result },
      viewer,
    );
  const refusal = async (answer: ReturnType<typeof send>) => {
    const { code, rule, field } = (await answer).errors?.[0]?.extensions ?? {};
    return [code, rule, field];
  };
  const list = async (viewer: Viewer, args = '') =>
    (await subgraph.ask(viewer, `{ referrals(first: 100${args}) { nodes { id } } }`)).data.referrals.nodes.map(
      ({ id }: { id: string }) => id,
    );

  test('a case in which nothing is left to do goes to nobody; one that failed or was not accepted may', async () => {
    for (const status of ['PERFORMED', 'CLOSED', 'WITHDRAWN']) {
      const built = await buildCase(subgraph, status);
      expect(await refusal(send(built.centre, built.id, 'HRSS'))).toEqual(['INVALID_TRANSITION', undefined, 'status']);
    }
    for (const status of ['NOT_ACCEPTED', 'FAILED', 'REFUSED']) {
      const built = await buildCase(subgraph, status);
      expect(await refusal(send(built.centre, built.id, 'HRSS'))).toEqual([undefined, undefined, undefined]);
    }
  });

  test('sent, acknowledged and answered; the days are worked ones of the calendar', async () => {
    const built = await buildCase(subgraph, 'IN_MEDIATION');
    const referral = await sent(built.centre, built.id, 'HRSS', {}, morning('2013-09-27'));
    // 28 September is a Saturday, 29 a worked Sunday, 30 a Monday; 1 to 7 October are off.
    expect(referral).toMatchObject({
      status: 'SENT',
      from: 'UNION',
      to: 'HRSS',
      ackDueAt: '2013-10-08T15:59:59.000Z',
      ackAt: null,
      remindedAt: [],
    });
    const noted = (await acknowledge(delegateOf('HRSS'), referral, morning('2013-10-08'))).data.acknowledgeReferral.referral;
    expect(noted).toMatchObject({ status: 'ACKNOWLEDGED', ackAt: '2013-10-08T02:00:00.000Z', overdue: false });
    const answered = (await respond(delegateOf('HRSS'), noted)).data.answerReferral.referral;
    expect(answered).toMatchObject({ status: 'ANSWERED', result: '已办结', ackAt: noted.ackAt });
    expect(await refusal(respond(delegateOf('HRSS'), answered))).toEqual(['INVALID_TRANSITION', undefined, 'status']);
    expect(await refusal(acknowledge(delegateOf('HRSS'), answered))).toEqual(['INVALID_TRANSITION', undefined, 'status']);
  });

  test('an answer alone acknowledges, too', async () => {
    const built = await buildCase(subgraph, 'FAILED');
    const referral = await sent(built.centre, built.id, 'JUSTICE');
    const answered = (await respond(delegateOf('JUSTICE'), referral)).data.answerReferral.referral;
    expect(answered.ackAt).toBe(answered.answeredAt);
  });

  test('an answer of 2,000 characters keeps its lines and its punctuation', async () => {
    const built = await buildCase(subgraph, 'FAILED');
    const referral = await sent(built.centre, built.id, 'JUSTICE');
    const result = `一、（已办结）；\n二、${'，'.repeat(1_989)}`;
    expect(result).toHaveLength(2_000);
    expect(await refusal(respond(delegateOf('JUSTICE'), referral, `${result}。`))).toEqual([
      'BAD_USER_INPUT',
      undefined,
      'result',
    ]);
    expect((await respond(delegateOf('JUSTICE'), referral, result)).data.answerReferral.referral.result).toBe(result);
  });

  test('between any two parties, both ways; to its own none', async () => {
    for (const from of PARTIES) {
      for (const to of PARTIES) {
        const built = await buildCase(subgraph, 'ACCEPTED');
        // A delegate refers what was referred to their party.
        const known = from === 'UNION' ? null : await sent(built.centre, built.id, from);
        const version = known ? 2 : 1;
        const viewer = from === 'UNION' ? built.centre : delegateOf(from);
        const answer = send(viewer, built.id, to, { expectedVersion: version });
        if (from === to) expect(await refusal(answer)).toEqual(['VALIDATION_FAILED', 'S-45', 'to']);
        else expect((await answer).data.referToParty.referral).toMatchObject({ from, to });
      }
    }
  });

  test('a case is with a party once at a time; after the answer it may go there again', async () => {
    const built = await buildCase(subgraph, 'ACCEPTED');
    const referral = await sent(built.centre, built.id, 'COURT');
    expect(await refusal(send(built.centre, built.id, 'COURT', { expectedVersion: 2 }))).toEqual(['DUPLICATE', 'S-45', 'to']);
    await respond(delegateOf('COURT'), referral);
    expect(await refusal(send(built.centre, built.id, 'COURT', { expectedVersion: 2 }))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('only the party that it went to takes note of it; the union by the people who have the case', async () => {
    const built = await buildCase(subgraph, 'IN_MEDIATION');
    const toHrss = await sent(built.centre, built.id, 'HRSS');
    for (const viewer of [built.centre, built.mediator.viewer])
      expect((await refusal(acknowledge(viewer, toHrss)))[0]).toBe('FORBIDDEN');
    for (const viewer of [
      delegateOf('JUSTICE'),
      staff(newId(), 'LINKED_PARTY'),
      staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'),
    ])
      expect((await refusal(acknowledge(viewer, toHrss)))[0]).toBe('NOT_FOUND');
    for (const viewer of [built.applicant, built.respondent])
      expect((await refusal(acknowledge(viewer, toHrss)))[0]).toBe('FORBIDDEN');
    const back = await sent(delegateOf('HRSS'), built.id, 'UNION', { expectedVersion: 2 });
    expect((await refusal(acknowledge(delegateOf('HRSS'), back)))[0]).toBe('FORBIDDEN');
    expect((await acknowledge(built.mediator.viewer, back)).errors).toBeUndefined();
  });

  test('a delegate who is a party to the dispute neither refers it nor takes note of it', async () => {
    const personId = newId();
    await insert(subgraph.sql, 'linked_party_delegate', { person_id: personId, party_code: 'JUSTICE' });
    const built = await buildCase(subgraph, 'ACCEPTED', { respondent_ids: [personId] });
    const viewer = staff(personId, 'LINKED_PARTY');
    const referral = await sent(built.centre, built.id, 'JUSTICE');
    expect((await refusal(acknowledge(viewer, referral)))[0]).toBe('FORBIDDEN');
    expect((await refusal(send(viewer, built.id, 'COURT', { expectedVersion: 2 })))[0]).toBe('FORBIDDEN');
  });

  test('C-19: a delegate reads a case from the referral on, and of its referrals those from and to their party', async () => {
    const built = await buildCase(subgraph, 'ACCEPTED');
    const other = await buildCase(subgraph, 'ACCEPTED');
    const read = (viewer: Viewer, { id }: BuiltCase) =>
      subgraph.ask(viewer, 'query ($id: ID!) { mediationCase(id: $id) { caseNo referrals { to } } }', { id });
    const justice = delegateOf('JUSTICE');
    expect(await subgraph.code(read(justice, built))).toBe('NOT_FOUND');
    expect((await refusal(send(justice, built.id, 'COURT')))[0]).toBe('NOT_FOUND');
    await sent(built.centre, built.id, 'JUSTICE');
    await sent(built.centre, built.id, 'PETITION', { expectedVersion: 2 });
    expect((await read(justice, built)).data.mediationCase.referrals).toEqual([{ to: 'JUSTICE' }]);
    expect((await read(built.centre, built)).data.mediationCase.referrals).toEqual([{ to: 'JUSTICE' }, { to: 'PETITION' }]);
    expect(await subgraph.code(read(justice, other))).toBe('NOT_FOUND');
    expect(await subgraph.code(read(delegateOf('ENTERPRISE_CONFED'), built))).toBe('NOT_FOUND');
    // A delegate whose part of the tree is another district does not read it.
    const [delegate] = [{ ...justice, grants: staff(newId(), 'LINKED_PARTY', '/city/110101/').grants }];
    expect(await subgraph.code(read(delegate, built))).toBe('NOT_FOUND');
  });

  test('2.0 «Scope»: the list as every role at every place, and for the people of the case', async () => {
    const built = await buildCase(subgraph, 'IN_MEDIATION');
    const { id } = await sent(built.centre, built.id, 'ENTERPRISE_CONFED');
    const sees = async (viewer: Viewer) => (await list(viewer, `, caseId: "${built.id}"`)).includes(id);
    const readers = ['MEDIATOR', 'DISTRICT_ADMIN', 'CITY_DEPT'];
    for (const role of ROLES)
      for (const [path, holds] of [
        ['/city/', true],
        ['/city/110105/', true],
        ['/city/110101/', false],
        ['/city/110105/union/', false],
      ] as const)
        expect([role, path, await sees(staff(newId(), role, path))]).toEqual([role, path, holds && readers.includes(role)]);
    for (const viewer of [built.applicant, built.respondent, built.mediator.viewer, delegateOf('ENTERPRISE_CONFED')])
      expect(await sees(viewer)).toBe(true);
    for (const viewer of [member(newId()), ANONYMOUS, partnerOf({ kind: 'LEGAL_SERVICE' }), delegateOf('HRSS')])
      expect(await sees(viewer)).toBe(false);
  });

  test('the list by case, party and state', async () => {
    const built = await buildCase(subgraph, 'IN_MEDIATION');
    const one = await sent(built.centre, built.id, 'HRSS');
    const two = await sent(built.centre, built.id, 'PETITION', { expectedVersion: 2 });
    await acknowledge(delegateOf('HRSS'), one);
    const of = (args: string) => list(built.centre, `, caseId: "${built.id}"${args}`);
    expect(await of('')).toEqual([two.id, one.id]);
    expect(await of(', to: HRSS')).toEqual([one.id]);
    expect(await of(', from: COURT')).toEqual([]);
    expect(await of(', status: SENT')).toEqual([two.id]);
    expect(await of(', status: ACKNOWLEDGED')).toEqual([one.id]);
    expect(await of(', status: ANSWERED')).toEqual([]);
  });

  test('what is written: no numbers of persons, no empty reasons; ids and versions are checked', async () => {
    const built = await buildCase(subgraph, 'ACCEPTED');
    const fault = async (more: object) => refusal(send(built.centre, built.id, 'HRSS', more));
    expect(await fault({ reason: '请联系13812345678' })).toEqual(['VALIDATION_FAILED', 'PIPL art. 6', 'reason']);
    expect(await fault({ reason: ' ' })).toEqual(['BAD_USER_INPUT', undefined, 'reason']);
    expect((await fault({ expectedVersion: 9 }))[0]).toBe('VERSION_CONFLICT');
    expect((await fault({ caseId: newId() }))[0]).toBe('NOT_FOUND');
    const gone = await buildCase(subgraph, 'WITHDRAWN');
    expect((await refusal(send(gone.centre, gone.id, 'HRSS')))[0]).toBe('INVALID_TRANSITION');
  });

  test('the database itself lets nobody refer to their own party, answer before taking note, or move the last day', async () => {
    const built = await buildCase(subgraph, 'ACCEPTED');
    const row = {
      id: newId(),
      case_id: built.id,
      from_party: 'UNION',
      to_party: 'HRSS',
      reason: '协助',
      sent_at: morning('2013-10-18'),
      sent_by: 'person',
      ack_working_days: 3,
      ack_due_on: '2099-01-01',
    };
    const write = (over: object) => insert(subgraph.sql, 'referral', { ...row, id: newId(), ...over });
    await expect(write({ to_party: 'UNION' })).rejects.toThrow('referral_to_another');
    await expect(write({ result: '有', answered_at: morning('2013-10-19'), answered_by: 'p' })).rejects.toThrow(
      'referral_answered',
    );
    await expect(write({ ack_at: morning('2013-10-17'), ack_by: 'p' })).rejects.toThrow('referral_acknowledged');
    await insert(subgraph.sql, 'referral', row);
    await subgraph.sql('update referral set ack_due_on = $2 where id = $1', [row.id, '2099-01-01']);
    expect(await subgraph.sql('select ack_due_on::text as day from referral where id = $1', [row.id])).toEqual([
      { day: '2013-10-23' },
    ]);
  });

  test('a mutation of a case by its delegate: the case counts up, and a stale version is told', async () => {
    const built = await buildCase(subgraph, 'ACCEPTED');
    const { data } = await send(built.centre, built.id, 'HRSS');
    expect(data.referToParty.case.version).toBe(2);
    const late = await act(subgraph, built.centre, 'assignMediator', {
      caseId: built.id,
      expectedVersion: 1,
      mediatorId: built.mediator.id,
    });
    expect(late.errors?.[0]?.extensions.code).toBe('VERSION_CONFLICT');
  });
});
