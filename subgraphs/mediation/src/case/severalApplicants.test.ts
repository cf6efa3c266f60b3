import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { expectOneOfTwenty, insert, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { inTurn, joinCase } from '../../test/applicants.ts';
import { act, at, buildCase, day, PATH } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';

const PARTIES = 'status applicants { id signedAt leftAt leftAs } agreement { signedByApplicantAt totalFen }';

describe('several applicants who elected nobody act each for themself (P11 art. 7, 14)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
  });
  afterAll(() => subgraph.stop());

  const three = async (status: string, shape = {}) => {
    const built = await buildCase(subgraph, status, shape);
    const [second, third] = [await joinCase(subgraph, built), await joinCase(subgraph, built)];
    const read = async () =>
      (await subgraph.ask(built.mediator.viewer, `{ mediationCase(id: "${built.id}") { ${PARTIES} } }`)).data.mediationCase;
    return { ...built, second, third, read, go: inTurn(subgraph, built.id) };
  };

  test('each signs once; nothing is sealed before all have', async () => {
    const { applicant, second, third, respondent, mediator, centre, read, go } = await three('AGREED');
    expect(await go(applicant, 'signAgreement', { as: 'APPLICANT' })).toBe('AGREED');
    expect(await go(applicant, 'signAgreement', { as: 'APPLICANT' })).toMatchObject({ code: 'VALIDATION_FAILED', field: 'as' });
    const { applicants, agreement } = await read();
    expect(applicants.map((one: { signedAt: string | null }) => one.signedAt !== null)).toEqual([true, false, false]);
    expect(agreement.signedByApplicantAt).toBeNull();
    expect(await go(respondent, 'signAgreement', { as: 'RESPONDENT' })).toBe('AGREED');
    expect(await go(mediator.viewer, 'signAgreement', { as: 'MEDIATOR' })).toBe('AGREED');
    expect(await go(second.viewer, 'signAgreement', { as: 'APPLICANT' })).toBe('AGREED');
    expect(await go(centre, 'sealAgreement')).toMatchObject({ code: 'VALIDATION_FAILED', rule: 'P11 art. 14' });
    expect(await go(third.viewer, 'signAgreement', { as: 'APPLICANT' })).toBe('AGREED');
    expect(await go(centre, 'sealAgreement')).toBe('EFFECTIVE');
  });

  test('the mediator names whose signatures a paper bears; nobody else names anybody', async () => {
    const { applicant, second, third, partyIds, mediator, read, go } = await three('AGREED');
    const paper = { as: 'APPLICANT', paperRef: '第3页' };
    expect(await go(mediator.viewer, 'signAgreement', paper)).toMatchObject({ code: 'BAD_USER_INPUT', field: 'partyIds' });
    for (const stranger of [newId(), 'x', partyIds.respondent])
      expect(await go(mediator.viewer, 'signAgreement', { ...paper, partyIds: [stranger] })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await go(applicant, 'signAgreement', { as: 'APPLICANT', partyIds: [second.partyId] })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'partyIds',
    });
    expect(await go(mediator.viewer, 'signAgreement', { ...paper, partyIds: [second.partyId, third.partyId] })).toBe('AGREED');
    expect((await read()).agreement.signedByApplicantAt).toBeNull();
    expect(await go(second.viewer, 'signAgreement', { as: 'APPLICANT' })).toMatchObject({ code: 'VALIDATION_FAILED' });
    expect(await go(mediator.viewer, 'signAgreement', { ...paper, partyIds: [partyIds.applicant] })).toBe('AGREED');
    expect((await read()).agreement.signedByApplicantAt).not.toBeNull();
  });

  test('of several respondents each signs, too', async () => {
    const { id, respondent, mediator, centre, applicant, go } = { ...(await buildCaseWithTwoFirms()) };
    expect(await go(applicant, 'signAgreement', { as: 'APPLICANT' })).toBe('AGREED');
    expect(await go(mediator.viewer, 'signAgreement', { as: 'MEDIATOR' })).toBe('AGREED');
    expect(await go(respondent, 'signAgreement', { as: 'RESPONDENT' })).toBe('AGREED');
    expect(await go(centre, 'sealAgreement')).toMatchObject({ code: 'VALIDATION_FAILED' });
    const [other] = await subgraph.sql(`select id from case_party where case_id = $1 and name_zh = '某劳务公司'`, [id]);
    const paper = { as: 'RESPONDENT', paperRef: '第4页', partyIds: [other?.id] };
    expect(await go(mediator.viewer, 'signAgreement', paper)).toBe('AGREED');
    expect(await go(centre, 'sealAgreement')).toBe('EFFECTIVE');
  });

  async function buildCaseWithTwoFirms() {
    const built = await buildCase(subgraph, 'AGREED');
    await insert(subgraph.sql, 'case_party', {
      id: newId(),
      case_id: built.id,
      position: 2,
      side: 'RESPONDENT',
      name_zh: '某劳务公司',
      is_representative: false,
    });
    return { ...built, go: inTurn(subgraph, built.id) };
  }

  test('whoever withdraws leaves the case to the others, once; with the last one it is withdrawn', async () => {
    const { applicant, second, third, read, go } = await three('IN_MEDIATION');
    expect(await go(applicant, 'withdrawCase')).toBe('IN_MEDIATION');
    expect((await read()).applicants.map(({ leftAs }: { leftAs: string | null }) => leftAs)).toEqual(['WITHDRAWN', null, null]);
    for (const verb of ['withdrawCase', 'declareFailure'])
      expect(await go(applicant, verb, verb === 'declareFailure' ? { reason: '算了' } : {})).toMatchObject({ code: 'FORBIDDEN' });
    expect(await go(second.viewer, 'withdrawCase')).toBe('IN_MEDIATION');
    expect(await go(third.viewer, 'withdrawCase')).toBe('WITHDRAWN');
  });

  test('the mediation fails for who gave it up; for all with the last one, and then those go to arbitration', async () => {
    const { applicant, second, third, go } = await three('IN_MEDIATION');
    expect(await go(applicant, 'declareFailure', { reason: '谈不拢' })).toBe('IN_MEDIATION');
    expect(await go(applicant, 'referToArbitration')).toMatchObject({ code: 'FORBIDDEN' });
    expect(await go(second.viewer, 'withdrawCase')).toBe('IN_MEDIATION');
    expect(await go(third.viewer, 'withdrawCase')).toBe('FAILED');
    expect(await go(second.viewer, 'referToArbitration')).toMatchObject({ code: 'FORBIDDEN' });
    expect(await go(applicant, 'referToArbitration')).toBe('TO_ARBITRATION');
  });

  test('the respondent and the mediator end the mediation for all', async () => {
    const { respondent, second, third, go } = await three('IN_MEDIATION');
    await go(second.viewer, 'withdrawCase');
    await go(third.viewer, 'declareFailure', { reason: '谈不拢' });
    expect(await go(respondent, 'declareFailure', { reason: '谈不拢' })).toBe('FAILED');
    // Who gave it up before goes on with the others, who took it back does not.
    expect(await go(second.viewer, 'referToArbitration')).toMatchObject({ code: 'FORBIDDEN' });
    expect(await go(third.viewer, 'referToArbitration')).toBe('TO_ARBITRATION');
  });

  const signAll = async (go: ReturnType<typeof inTurn>, ...signers: readonly (readonly [Viewer, string])[]) => {
    for (const [viewer, as] of signers) expect(await go(viewer, 'signAgreement', { as })).toBe('AGREED');
  };

  test('an agreement stays for the others; who promised a sum to all together signs again, as does the mediator', async () => {
    const built = await three('AGREED');
    const { applicant, second, third, respondent, mediator, centre, read, go } = built;
    await signAll(go, [applicant, 'APPLICANT'], [respondent, 'RESPONDENT'], [mediator.viewer, 'MEDIATOR']);
    expect(await go(third.viewer, 'withdrawCase')).toBe('AGREED');
    const stands = await read();
    expect(stands.applicants.map(({ signedAt }: { signedAt: string | null }) => signedAt !== null)).toEqual([true, false, false]);
    expect(stands.agreement).toEqual({ signedByApplicantAt: null, totalFen: '864000' });
    expect(await go(applicant, 'signAgreement', { as: 'APPLICANT' })).toMatchObject({ code: 'VALIDATION_FAILED', field: 'as' });
    await signAll(go, [second.viewer, 'APPLICANT']);
    expect(await go(centre, 'sealAgreement')).toMatchObject({ code: 'VALIDATION_FAILED', rule: 'P11 art. 14' });
    await signAll(go, [respondent, 'RESPONDENT'], [mediator.viewer, 'MEDIATOR']);
    expect(await go(centre, 'sealAgreement')).toBe('EFFECTIVE');
    const [kept] = await subgraph.sql('select count(*)::int as count from agreement where case_id = $1', [built.id]);
    expect(kept).toEqual({ count: 2 });
    const joint = { route: 'JUDICIAL', applicantAgrees: true, respondentAgrees: true };
    expect(await go(mediator.viewer, 'applyConfirmation', joint)).toBe('CONFIRMING');
    const [confirmation] = await subgraph.sql('select due_by::text from confirmation where case_id = $1', [built.id]);
    expect(confirmation).toEqual({ due_by: '2013-11-18' });
  });

  test('who leaves last before all have signed completes the signatures of the others', async () => {
    const { applicant, second, third, read, go } = await three('AGREED');
    await signAll(go, [applicant, 'APPLICANT'], [second.viewer, 'APPLICANT']);
    expect(await go(third.viewer, 'withdrawCase')).toBe('AGREED');
    expect((await read()).agreement.signedByApplicantAt).not.toBeNull();
  });

  const SIGNED_ON = '{ applicants { signedOn } respondents { signedOn } agreement { signedByApplicantOn signedByRespondentOn } }';

  test('a paper says on which day it was signed: of who stays from the first agreement, of who is asked anew from then on', async () => {
    const { id, third, second, partyIds, mediator, go } = await three('AGREED');
    const readDays = async () =>
      (await subgraph.ask(mediator.viewer, `{ mediationCase(id: "${id}") ${SIGNED_ON} }`)).data.mediationCase;
    const paper = (as: string, partyId: string, signedOn?: string) =>
      go(mediator.viewer, 'signAgreement', { as, paperRef: '第3页', partyIds: [partyId], signedOn });
    expect(await go(third.viewer, 'withdrawCase')).toBe('AGREED');
    for (const signedOn of [day(-4), day(1)])
      expect(await paper('APPLICANT', second.partyId, signedOn)).toMatchObject({ code: 'VALIDATION_FAILED', field: 'signedOn' });
    expect(await paper('APPLICANT', second.partyId, day(-2))).toBe('AGREED');
    expect(await paper('APPLICANT', partyIds.applicant, day(-3))).toBe('AGREED');
    expect(await paper('RESPONDENT', partyIds.respondent, day(-1))).toMatchObject({ code: 'VALIDATION_FAILED' });
    expect(await paper('RESPONDENT', partyIds.respondent)).toBe('AGREED');
    expect(await readDays()).toEqual({
      applicants: [{ signedOn: day(-3) }, { signedOn: day(-2) }, { signedOn: null }],
      respondents: [{ signedOn: null }],
      agreement: { signedByApplicantOn: day(-2), signedByRespondentOn: null },
    });
  });

  test('who signs here does so today', async () => {
    const { id, respondent, go } = await three('AGREED');
    await go(respondent, 'signAgreement', { as: 'RESPONDENT' });
    const { data } = await subgraph.ask(respondent, `{ mediationCase(id: "${id}") ${SIGNED_ON} }`);
    expect(data.mediationCase).toMatchObject({
      respondents: [{ signedOn: day(0) }],
      agreement: { signedByApplicantOn: null, signedByRespondentOn: day(0) },
    });
  });

  test('the database keeps no signature of before what was agreed, and none of a day to come', async () => {
    const { id, second } = await three('AGREED');
    const [agreement] = await subgraph.sql('select id from agreement where case_id = $1', [id]);
    const sign = (signedOn: string) =>
      insert(subgraph.sql, 'agreement_signature', {
        ...{ agreement_id: agreement?.id, signer: 'APPLICANT', party_id: second.partyId },
        ...{ recorded_by: 'x', paper_ref: '第3页', signed_at: at(0), signed_on: signedOn },
      });
    await expect(sign(day(1))).rejects.toMatchObject({ constraint: 'agreement_signature_not_to_come' });
    await expect(sign(day(-4))).rejects.toMatchObject({ constraint: 'agreement_signature_since' });
    await sign(day(-3));
  });

  /** A case of three in mediation: a claim of the first, one of the second, and the third's own. */
  const apart = async () => {
    const built = await three('IN_MEDIATION');
    const parties = [built.partyIds.applicant, built.second.partyId, built.third.partyId];
    await subgraph.sql('update case_claim set party_ids = $2 where id = $1', [built.claimId, [parties[0]]]);
    const claimIds = [built.claimId, newId(), newId()];
    for (const at of [1, 2])
      await insert(subgraph.sql, 'case_claim', {
        id: claimIds[at],
        case_id: built.id,
        position: at,
        kind: 'COMPENSATION',
        amount_fen: 100000 * at,
        ground: '补偿',
        party_ids: [parties[at]],
      });
    const agree = (...amounts: readonly [at: number, fen: number][]) =>
      built.go(built.mediator.viewer, 'recordAgreement', {
        totalFen: String(amounts.reduce((sum, [, fen]) => sum + fen, 0)),
        terms: amounts.map(([at, fen]) => ({ claimId: claimIds[at], amountFen: String(fen), dueAt: day(20 + at), text: '付清' })),
      });
    return { ...built, agree };
  };

  test('what was agreed for the leaver alone falls away, and all that the others signed stays signed', async () => {
    const { id, applicant, second, third, respondent, mediator, centre, read, go, agree } = await apart();
    expect(await agree([0, 864000], [1, 100000], [2, 200000])).toBe('AGREED');
    await signAll(
      go,
      [applicant, 'APPLICANT'],
      [second.viewer, 'APPLICANT'],
      [respondent, 'RESPONDENT'],
      [mediator.viewer, 'MEDIATOR'],
    );
    expect(await go(third.viewer, 'withdrawCase')).toBe('AGREED');
    expect((await read()).agreement).toEqual({ signedByApplicantAt: expect.any(String), totalFen: '964000' });
    expect(await go(centre, 'sealAgreement')).toBe('EFFECTIVE');
    const { data } = await subgraph.ask(
      mediator.viewer,
      `{ mediationCase(id: "${id}") { performance { amountFen } claims { amountFen applicants { id } } } }`,
    );
    expect(data.mediationCase.performance).toEqual([{ amountFen: '864000' }, { amountFen: '100000' }]);
    expect(data.mediationCase.claims[2].applicants).toEqual([{ id: third.partyId }]);
    const [row] = await subgraph.sql('select total_fen::int from mediation_case where id = $1', [id]);
    expect(row).toEqual({ total_fen: 964000 });
  });

  test('where nothing was agreed for those who stay, they are in mediation again, and agree on another', async () => {
    const { second, third, read, go, agree } = await apart();
    expect(await agree([2, 200000])).toBe('AGREED');
    expect(await go(third.viewer, 'withdrawCase')).toBe('IN_MEDIATION');
    expect(await read()).toMatchObject({ agreement: null });
    expect(await agree([0, 864000], [2, 200000])).toMatchObject({ code: 'BAD_USER_INPUT', field: 'claimId' });
    expect(await agree([0, 864000], [1, 100000])).toBe('AGREED');
    expect(await go(second.viewer, 'signAgreement', { as: 'APPLICANT' })).toBe('AGREED');
  });

  test('staff who filed for several say for whom, and where their word is kept', async () => {
    const filer = newId();
    const { second, third, partyIds, go } = await three('ACCEPTED', { filed_by: filer });
    const by = (input: object) => go(staff(filer, 'STATION_STAFF', '/city/110105/station/'), 'withdrawCase', input);
    expect(await by({})).toMatchObject({ code: 'BAD_USER_INPUT', field: 'partyIds' });
    expect(await by({ partyIds: [second.partyId] })).toMatchObject({ code: 'VALIDATION_FAILED', field: 'paperRef' });
    expect(await by({ partyIds: [partyIds.respondent], paperRef: '记录' })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await by({ partyIds: [second.partyId], paperRef: '字'.repeat(201) })).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await by({ partyIds: [second.partyId], paperRef: '记录' })).toBe('ACCEPTED');
    expect(await by({ partyIds: [second.partyId], paperRef: '记录' })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await by({ partyIds: [third.partyId, partyIds.applicant], paperRef: '记录' })).toBe('WITHDRAWN');
  });

  test('staff withdraw an elected side by the word of one whom it elected', async () => {
    const filer = newId();
    const built = await buildCase(subgraph, 'ACCEPTED', { filed_by: filer, is_collective: true });
    const elected = await joinCase(subgraph, built, true);
    const go = inTurn(subgraph, built.id);
    const by = (partyId: string) =>
      go(staff(filer, 'STATION_STAFF', '/city/110105/station/'), 'withdrawCase', { partyIds: [partyId], paperRef: '记录' });
    expect(await by(built.partyIds.applicant)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await by(elected.partyId)).toBe('WITHDRAWN');
  });

  test('of twenty signatures at once one stays; two applicants at once sign one after the other', async () => {
    const { id, applicant, second } = await three('AGREED');
    const sign = (viewer: typeof applicant, expectedVersion = 1) =>
      act(subgraph, viewer, 'signAgreement', { caseId: id, expectedVersion, as: 'APPLICANT' });
    await expectOneOfTwenty(() => sign(applicant), 'VERSION_CONFLICT');
    expect((await sign(second.viewer, 2)).errors).toBeUndefined();
    const signed =
      'select count(*)::int as count from agreement_signature s join agreement a on a.id = s.agreement_id where a.case_id = $1';
    expect(await subgraph.sql(signed, [id])).toEqual([{ count: 2 }]);
  });

  test('the database seals nothing that one of several has not signed, and keeps one agreement that stands', async () => {
    const { id } = await three('AGREED');
    await subgraph.sql(
      'update agreement set signed_by_applicant_at = now(), signed_by_respondent_at = now(), signed_by_mediator_at = now() where case_id = $1',
      [id],
    );
    await expect(
      subgraph.sql('update agreement set sealed_at = now(), effective_at = now() where case_id = $1', [id]),
    ).rejects.toMatchObject({ constraint: 'agreement_each_signed' });
    await expect(insert(subgraph.sql, 'agreement', { id: newId(), case_id: id, total_fen: 1 })).rejects.toMatchObject({
      constraint: 'agreement_one',
    });
  });

  test('who left brings the dispute alone, also where the case is taken up again; who stays does not (MED-INV-3)', async () => {
    const [first, second] = [newId(), newId()];
    const applicants = [
      { memberId: first, nameZh: '李建国' },
      { memberId: second, nameZh: '王工友' },
    ];
    const orgId = (await buildCase(subgraph, 'RECEIVED')).orgId;
    const respondents = [{ nameZh: `某商行${newId()}` }];
    const apply = (by: string, asking: object[]) =>
      act(subgraph, asking.length > 1 ? staff(newId(), 'STATION_STAFF', PATH) : member(by), 'applyForMediation', {
        orgId,
        ownership: 'PRIVATE',
        knewOn: '2013-07-01',
        applicants: asking,
        respondents,
        claims: [{ kind: 'WAGES', amountFen: '864000', ground: '欠薪' }],
      });
    const built = (await apply(first, [applicants[0] as object, { nameZh: '王工友', idLast4: '0017' }])).data.applyForMediation
      .case;
    expect((await apply(first, [applicants[0] as object])).errors?.[0]?.extensions.code).toBe('DUPLICATE');
    const go = inTurn(subgraph, built.id);
    expect(await go(member(first), 'withdrawCase')).toBe('RECEIVED');
    expect((await apply(second, [{ ...applicants[1], idLast4: '0017' }])).errors?.[0]?.extensions.code).toBe('DUPLICATE');
    expect((await apply(first, [applicants[0] as object])).errors).toBeUndefined();
    await subgraph.sql(`update mediation_case set closed_at = now(), status = 'FAILED', failed_at = now() where id = $1`, [
      built.id,
    ]);
    await subgraph.sql(`update mediation_case set closed_at = null, status = 'RECEIVED' where id = $1`, [built.id]);
    const open = await subgraph.sql('select open from case_dispute where case_id = $1 order by open', [built.id]);
    expect(open).toEqual([{ open: false }, { open: true }]);
  });
});
