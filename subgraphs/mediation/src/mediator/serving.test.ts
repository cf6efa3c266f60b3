import { newId } from '@union-graph/subgraph';
import { caller, insert, listed, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildCase, buildDelegate, buildLawyer, buildMediator, buildOrg, PATH } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';
import { lastDayWithoutGap } from './rules.ts';

let subgraph: TestSubgraph;
let orgId: string;
beforeAll(async () => {
  subgraph = await testSubgraph(mediation);
  orgId = await buildOrg(subgraph);
});
afterAll(() => subgraph.stop());

const noon = (day: string): string => `${day}T12:00:00+08:00`;
const [FROM, LAST, AFTER] = ['2013-01-01', '2015-12-31', '2016-01-01'];
const CASE = 'query ($id: ID!) { mediationCase(id: $id) { id } mediationCases(first: 100) { nodes { id } } }';

type Someone = Parameters<TestSubgraph['ask']>[0];

async function sees(viewer: Someone, id: string, day: string): Promise<boolean[]> {
  const { data } = await subgraph.ask(viewer, CASE, { id }, noon(day));
  return [data.mediationCase !== null, (data.mediationCases?.nodes ?? []).some((one: { id: string }) => one.id === id)];
}

describe('a mediator works while a term runs (P12, C-19)', () => {
  test.each([
    ['the first day', FROM, true],
    ['the last day', LAST, true],
    ['the day before', '2012-12-31', false],
    ['the day after', AFTER, false],
  ])('%s of the term: the cases of the place, and the own one, open and closed', async (_, day, may) => {
    for (const status of ['IN_MEDIATION', 'PERFORMED']) {
      const built = await buildCase(subgraph, status, { orgId });
      const colleague = await buildMediator(subgraph, orgId);
      expect(await sees(built.mediator.viewer, built.id, day)).toEqual([may, may]);
      expect(await sees(colleague.viewer, built.id, day)).toEqual([may, may]);
      expect(await sees(built.centre, built.id, day)).toEqual([true, true]);
      expect((await sees(built.applicant, built.id, day))[0]).toBe(true);
    }
  });

  test('a further term gives it back; somebody without any term has the role by their union’s word', async () => {
    const built = await buildCase(subgraph, 'IN_MEDIATION', { orgId });
    const { personId, viewer } = built.mediator;
    expect(await sees(viewer, built.id, AFTER)).toEqual([false, false]);
    await buildMediator(subgraph, orgId, { person_id: personId, term_from: AFTER, term_to: '2016-12-31' });
    expect(await sees(viewer, built.id, AFTER)).toEqual([true, true]);
    expect(await sees(viewer, built.id, '2017-01-01')).toEqual([false, false]);
    expect(await sees(staff(newId(), 'MEDIATOR', PATH), built.id, '2017-01-01')).toEqual([true, true]);
  });

  test('a lawyer who mediates has the case as its mediator, while the term runs', async () => {
    const built = await buildCase(subgraph, 'IN_MEDIATION', { orgId });
    const { personId } = built.mediator;
    const lawyer = await buildLawyer(subgraph, personId, [orgId]);
    await subgraph.sql('update mediation_case set lawyer_id = $2, lawyer_person_id = $3 where id = $1', [
      built.id,
      lawyer.id,
      personId,
    ]);
    const viewer = staff(personId, 'LAWYER', PATH);
    expect((await sees(viewer, built.id, LAST))[0]).toBe(true);
    expect((await sees(viewer, built.id, AFTER))[0]).toBe(false);
  });

  test('who filed a case as a mediator reads it no more, nor the parties of it; the worker for whom it was filed does', async () => {
    const built = await buildCase(subgraph, 'IN_MEDIATION', { orgId });
    const { personId, viewer } = await buildMediator(subgraph, await buildOrg(subgraph));
    const ofStation = { ...viewer, grants: viewer.grants.map((grant) => ({ ...grant, scopePath: '/city/110105/station/' })) };
    await subgraph.sql('update mediation_case set filed_by = $2 where id = $1', [built.id, personId]);
    expect((await sees(ofStation, built.id, LAST))[0]).toBe(true);
    expect((await sees(ofStation, built.id, AFTER))[0]).toBe(false);
    expect((await sees(staff(personId, 'STATION_STAFF', '/city/110105/station/'), built.id, AFTER))[0]).toBe(true);
    expect((await sees(built.applicant, built.id, AFTER))[0]).toBe(true);
    const withdraw = { caseId: built.id, expectedVersion: 1, paperRef: '记录' };
    const refused = await caller(subgraph)('withdrawCase', 'case { id }', withdraw, ofStation, noon(AFTER));
    expect(refused.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });

  test('a dismissed lawyer reads no closed case any more', async () => {
    const built = await buildCase(subgraph, 'PERFORMED', { orgId });
    const lawyer = await buildLawyer(subgraph);
    await subgraph.sql('update mediation_case set lawyer_id = $2, lawyer_person_id = $3 where id = $1', [
      built.id,
      lawyer.id,
      lawyer.personId,
    ]);
    const viewer = staff(lawyer.personId, 'LAWYER', PATH);
    await subgraph.sql(`update lawyer set appointed_on = '2013-01-01', left_on = $2 where id = $1`, [lawyer.id, LAST]);
    expect((await sees(viewer, built.id, LAST))[0]).toBe(true);
    expect((await sees(viewer, built.id, AFTER))[0]).toBe(false);
  });

  test('a lawyer brings open cases to their end, and reads those that are over while the firm is under contract (S-51)', async () => {
    const advised = async (status: string) => {
      const built = await buildCase(subgraph, status, { orgId });
      const place = [built.id, lawyer.id, lawyer.personId];
      await subgraph.sql('update mediation_case set lawyer_id = $2, lawyer_person_id = $3 where id = $1', place);
      return built;
    };
    const lawyer = await buildLawyer(subgraph, newId(), [orgId]);
    await subgraph.sql(`update service_contract set to_on = $2 where firm_id = (select firm_id from lawyer where id = $1)`, [
      ...[lawyer.id, '2013-11-30'],
    ]);
    const viewer = staff(lawyer.personId, 'LAWYER', PATH);
    const [open, over, lapsed] = [await advised('EFFECTIVE'), await advised('PERFORMED'), await advised('IN_MEDIATION')];
    for (const [day, may] of [
      ['2013-11-30', true],
      ['2013-12-01', false],
    ] as const) {
      expect((await sees(viewer, open.id, day))[0]).toBe(true);
      expect((await sees(viewer, over.id, day))[0]).toBe(may);
      // Its time was over in the first days of November.
      expect((await sees(viewer, lapsed.id, day))[0]).toBe(may);
    }
  });

  test('out of term nothing is decided, in the own case with the reason', async () => {
    const submitted = await buildCase(subgraph, 'RECEIVED', { orgId });
    const colleague = await buildMediator(subgraph, orgId);
    const decide = { caseId: submitted.id, expectedVersion: 1, accept: true };
    const act = caller(subgraph);
    const refused = await act('decideAcceptance', 'case { id }', decide, colleague.viewer, noon(AFTER));
    expect(refused.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    const own = await buildCase(subgraph, 'IN_MEDIATION', { orgId });
    const session = { caseId: own.id, expectedVersion: 1, reason: '利益冲突' };
    const answer = await act('recuseMediator', 'case { id }', session, own.mediator.viewer, noon(AFTER));
    expect(answer.errors?.[0]).toMatchObject({
      message: expect.stringContaining('Your term as a mediator ended on 2015-12-31. The centre gives the case to another'),
      extensions: { code: 'FORBIDDEN', missing: [{ kind: 'person', anyOf: ['mediator in a term'] }] },
    });
  });

  const OUT_OF_TERM = { code: 'FORBIDDEN', missing: [{ kind: 'person', anyOf: ['mediator in a term'] }] };

  test('what only the centre decides is refused by the term, too; before a further term the day is told on which it begins', async () => {
    const own = await buildCase(subgraph, 'IN_MEDIATION', { orgId });
    await buildMediator(subgraph, orgId, { person_id: own.mediator.personId, term_from: '2016-06-01', term_to: '2017-12-31' });
    const seal = { caseId: own.id, expectedVersion: 1 };
    const [refused] =
      (await caller(subgraph)('sealAgreement', 'case { id }', seal, own.mediator.viewer, noon(AFTER))).errors ?? [];
    expect(refused).toMatchObject({
      message: expect.stringContaining('ended on 2015-12-31. The next one begins on 2016-06-01.'),
      extensions: OUT_OF_TERM,
    });
  });

  test('whose case it once was is told why they see it no more; a colleague is not told that there is one', async () => {
    const built = await buildCase(subgraph, 'IN_MEDIATION', { orgId });
    const [second, colleague] = [await buildMediator(subgraph, orgId), await buildMediator(subgraph, orgId)];
    await subgraph.sql('update mediation_case set mediator_id = $2, mediator_person_id = $3 where id = $1', [
      built.id,
      second.id,
      second.personId,
    ]);
    const input = { caseId: built.id, expectedVersion: 1, reason: '谈不拢' };
    const code = async (viewer: Someone) =>
      (await caller(subgraph)('declareFailure', 'case { id }', input, viewer, noon(AFTER))).errors?.[0]?.extensions;
    expect(await code(built.mediator.viewer)).toMatchObject(OUT_OF_TERM);
    expect((await code(colleague.viewer))?.code).toBe('NOT_FOUND');
  });

  test('out of term nobody answers a referral, or takes up a warning, by the case that they mediate and filed', async () => {
    const filed = async () => {
      const built = await buildCase(subgraph, 'IN_MEDIATION', { orgId });
      await subgraph.sql('update mediation_case set filed_by = $2 where id = $1', [built.id, built.mediator.personId]);
      return built;
    };
    const [referred, warned] = [await filed(), await filed()];
    const delegate = await buildDelegate(subgraph, 'HRSS');
    await subgraph.sql(`update mediation_case set source = 'ARBITRATION_REFERRED' where id = $1`, [referred.id]);
    const send = { caseId: referred.id, expectedVersion: 1, to: 'UNION', reason: '请协助' };
    const sent = await caller(subgraph)('referToParty', 'referral { id }', send, delegate, noon('2013-10-19'));
    const referralId = sent.data.referToParty.referral.id;
    const more = { acknowledgeReferral: {}, answerReferral: { result: '已办' } };
    const refusal = async (verb: string, given: object, viewer: Someone) =>
      (await caller(subgraph)(verb, '__typename', given, viewer, noon(AFTER))).errors?.[0]?.extensions;
    const filer = staff(referred.mediator.personId, 'STATION_STAFF', '/city/110105/station/');
    for (const [verb, given] of Object.entries(more))
      expect(await refusal(verb, { referralId, expectedVersion: 1, ...given }, filer)).toMatchObject(OUT_OF_TERM);
    const warning = { warningId: newId(), expectedVersion: 1, caseId: warned.id };
    expect(await refusal('interveneInWarning', warning, warned.mediator.viewer)).toMatchObject(OUT_OF_TERM);
  });

  test('somebody of the centre takes a case from themself out of term, and not once they have left', async () => {
    const recuse = async (hasLeft: boolean) => {
      const built = await buildCase(subgraph, 'IN_MEDIATION', { orgId });
      if (hasLeft) await listed(subgraph.sql, 'STAFF', { entryId: built.mediator.personId, hasEnded: true });
      const viewer = staff(built.mediator.personId, 'DISTRICT_ADMIN', PATH);
      const input = { caseId: built.id, expectedVersion: 1, reason: '任期届满' };
      return (await caller(subgraph)('recuseMediator', 'case { id }', input, viewer, noon(AFTER))).errors?.[0]?.extensions;
    };
    // Let through to the rule that the time of the case is over.
    expect(await recuse(false)).toMatchObject({ code: 'INVALID_TRANSITION' });
    expect(await recuse(true)).toMatchObject({
      code: 'FORBIDDEN',
      missing: [{ kind: 'person', anyOf: ['mediator on the staff'] }],
    });
  });

  test('who sees a case by another role reads its evidence and its aid as the mediator while the term runs', async () => {
    const built = await buildCase(subgraph, 'FAILED', { orgId, source: 'HOTLINE_12351' });
    const { personId } = built.mediator;
    const lawyer = await buildLawyer(subgraph, newId(), [orgId]);
    await subgraph.sql('update mediation_case set mediator_id = $2, mediator_person_id = $3 where id = $1', [
      built.id,
      built.mediator.id,
      personId,
    ]);
    const aid = { memberId: built.applicant.personId, lawyerId: lawyer.id, scope: 'ARBITRATION' };
    const grant = { caseId: built.id, expectedVersion: 1, ...aid };
    expect(
      (await caller(subgraph)('grantLegalAid', 'grant { id }', grant, built.centre, noon('2013-10-19'))).errors,
    ).toBeUndefined();
    await insert(subgraph.sql, 'evidence', {
      id: newId(),
      case_id: built.id,
      party_id: built.partyIds.applicant,
      kind: 'CONTRACT',
      name_zh: '劳动合同',
      is_confidential: false,
      status: 'RECEIVED',
      content_type: 'application/pdf',
      bytes: 10,
      sha256: 'a'.repeat(64),
      submitted_by: built.applicant.personId,
      submitted_at: noon('2013-10-18'),
      upload_until: noon('2013-10-19'),
      received_at: noon('2013-10-18'),
      version: 2,
    });
    const viewer = staff(personId, 'MEDIATOR', PATH);
    const both = { ...viewer, grants: [...viewer.grants, ...staff(personId, 'HOTLINE_AGENT', PATH).grants] };
    const read = async (day: string) => {
      const asked = `{ mediationCase(id: "${built.id}") { evidence { kind } legalAid { scope } } }`;
      const { evidence, legalAid } = (await subgraph.ask(both, asked, {}, noon(day))).data.mediationCase;
      return [evidence.length, legalAid?.scope ?? null];
    };
    expect(await read(LAST)).toEqual([1, 'ARBITRATION']);
    expect(await read(AFTER)).toEqual([0, null]);
  });
});

test.each([
  ['2012-12-31', '2012-12-30'],
  ['2013-01-01', '2016-06-30'],
  ['2016-08-31', '2016-06-30'],
  ['2016-09-01', '2016-12-31'],
  ['2017-05-01', '2016-12-31'],
])(
  'on %s somebody mediates until %s: terms that follow each other count as one, and one after a gap from its first day',
  (today, last) => {
    const terms = [
      { from: '2013-01-01', to: '2015-12-31' },
      { from: '2016-01-01', to: '2016-06-30' },
      { from: '2016-09-01', to: '2016-12-31' },
    ];
    expect(lastDayWithoutGap(terms, today)).toBe(last);
  },
);
