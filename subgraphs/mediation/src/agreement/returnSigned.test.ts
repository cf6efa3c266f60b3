import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { insert, type TestSubgraph, testSubgraph, withoutDeadlock } from '@union-graph/testing';
import { inTurn, joinCase, tellDeath } from '../../test/applicants.ts';
import { buildCase, day } from '../../test/build.ts';
import { namedKey } from '../application/rules.ts';
import { mediation } from '../subgraph.ts';

const READ =
  '{ applicants { id leftAs signedOn } agreement { totalFen signedByApplicantOn signedByRespondentAt } performance { amountFen } }';

describe('an applicant beside others who signed the paper before their death (P11 art. 7, 14)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
  });
  afterAll(() => subgraph.stop());

  const die = (viewer: Viewer, diedOn?: string) => tellDeath(subgraph, viewer, diedOn);

  const three = async () => {
    const built = await buildCase(subgraph, 'AGREED');
    const [second, third] = [await joinCase(subgraph, built), await joinCase(subgraph, built)];
    const read = async () =>
      (await subgraph.ask(built.centre, `{ mediationCase(id: "${built.id}") ${READ} }`)).data.mediationCase;
    const current = async () => (await subgraph.sql('select version from mediation_case where id = $1', [built.id]))[0]?.version;
    const go = async (viewer: Viewer, verb: string, input: object = {}) =>
      inTurn(subgraph, built.id)(viewer, verb, { expectedVersion: await current(), ...input });
    const sign = async (...signers: readonly (readonly [Viewer, string])[]) => {
      for (const [viewer, as] of signers) expect(await go(viewer, 'signAgreement', { as })).toBe('AGREED');
    };
    const paper = (signedOn?: string, partyIds: readonly string[] = [second.partyId]) =>
      go(built.mediator.viewer, 'signAgreement', { as: 'APPLICANT', paperRef: '第3页', partyIds, signedOn });
    const others = [
      [built.respondent, 'RESPONDENT'],
      [built.mediator.viewer, 'MEDIATOR'],
    ] as const;
    return { ...built, second, third, others, read, go, sign, paper };
  };
  const ways = ({ applicants }: { applicants: readonly { leftAs: string | null }[] }) => applicants.map(({ leftAs }) => leftAs);

  test('is owed their share as one who signed before, and nobody signs again what they had signed beside them', async () => {
    const { applicant, second, third, others, centre, read, go, sign, paper } = await three();
    await sign([applicant, 'APPLICANT'], [third.viewer, 'APPLICANT'], ...others);
    await die(second.viewer);
    expect(await read()).toMatchObject({ agreement: { signedByRespondentAt: null } });
    for (const signedOn of [undefined, day(0)])
      expect(await paper(signedOn)).toEqual({ code: 'VALIDATION_FAILED', field: 'signedOn', rule: 'P11 art. 14' });
    for (const signedOn of [day(1), day(-4)]) expect(await paper(signedOn)).toMatchObject({ code: 'VALIDATION_FAILED' });
    expect(ways(await read())).toEqual([null, 'DIED', null]);
    expect(await paper(day(-2))).toBe('AGREED');
    const back = await read();
    expect(back.applicants).toMatchObject([{ leftAs: null }, { leftAs: null, signedOn: day(-2) }, { leftAs: null }]);
    expect(back.agreement).toMatchObject({ totalFen: '864000', signedByRespondentAt: expect.any(String) });
    expect(await paper(day(-2))).toMatchObject({ code: 'VALIDATION_FAILED' });
    expect(await go(centre, 'sealAgreement')).toBe('EFFECTIVE');
    expect((await read()).performance).toEqual([{ amountFen: '432000' }, { amountFen: '432000' }]);
  });

  test('who signed after they had left signs again what is shared with one more, unless their paper is of before', async () => {
    const { applicant, second, third, others, centre, go, sign, paper } = await three();
    await die(second.viewer);
    await sign([applicant, 'APPLICANT'], ...others);
    expect(await paper(day(-1), [third.partyId])).toBe('AGREED');
    expect(await paper(day(-1))).toBe('AGREED');
    expect(await go(third.viewer, 'signAgreement', { as: 'APPLICANT' })).toMatchObject({ code: 'VALIDATION_FAILED' });
    expect(await go(centre, 'sealAgreement')).toMatchObject({ code: 'VALIDATION_FAILED', rule: 'P11 art. 14' });
    await sign([applicant, 'APPLICANT'], ...others);
    expect(await go(centre, 'sealAgreement')).toBe('EFFECTIVE');
  });

  test('the paper of all is recorded at once, also that of the respondent from the day of what was agreed', async () => {
    const { second, third, partyIds, respondent, mediator, read, go, paper } = await three();
    await die(second.viewer);
    expect(await paper(day(-3), [partyIds.applicant, second.partyId, third.partyId])).toBe('AGREED');
    const of = { as: 'RESPONDENT', paperRef: '第3页', signedOn: day(-3) };
    expect(await go(mediator.viewer, 'signAgreement', of)).toBe('AGREED');
    expect((await read()).agreement).toMatchObject({ signedByApplicantOn: day(-3), signedByRespondentAt: expect.any(String) });
    expect(await go(respondent, 'signAgreement', { as: 'RESPONDENT' })).toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  test('what was agreed for them alone is owed again; the others go on with what they signed, the respondent with what they promised', async () => {
    const { id, applicant, second, third, claimId, partyIds, others, centre, read, go, sign, paper } = await three();
    await subgraph.sql('update case_claim set party_ids = $2 where id = $1', [claimId, [partyIds.applicant, third.partyId]]);
    const [own, term] = [newId(), newId()];
    const claim = { case_id: id, position: 1, kind: 'COMPENSATION', amount_fen: 100000, ground: '补偿' };
    await insert(subgraph.sql, 'case_claim', { id: own, ...claim, party_ids: [second.partyId] });
    await subgraph.sql(
      `insert into agreement_term (id, agreement_id, claim_id, position, amount_fen, due_on, text)
       select $2, a.id, $3, 9, 100000, $4, '补偿' from agreement a where a.case_id = $1`,
      [id, term, own, day(20)],
    );
    await die(second.viewer);
    expect((await read()).agreement).toMatchObject({ totalFen: '864000' });
    await sign([applicant, 'APPLICANT'], [third.viewer, 'APPLICANT'], ...others);
    expect(await paper(day(-2))).toBe('AGREED');
    expect((await read()).agreement).toMatchObject({
      totalFen: '964000',
      signedByApplicantOn: day(0),
      signedByRespondentAt: null,
    });
    await sign(...others);
    expect(await go(centre, 'sealAgreement')).toBe('EFFECTIVE');
  });

  test('an agreement in effect takes nobody back, nor one who had died before it', async () => {
    const { id, applicant, second, third, others, centre, read, go, sign, paper } = await three();
    await subgraph.sql('update agreement set absent_ids = $2 where case_id = $1', [id, [third.partyId]]);
    await die(third.viewer);
    expect(await paper(day(-2), [third.partyId])).toMatchObject({ code: 'NOT_FOUND', field: 'partyIds' });
    await die(second.viewer);
    await sign([applicant, 'APPLICANT'], ...others);
    expect(await go(centre, 'sealAgreement')).toBe('EFFECTIVE');
    expect(await paper(day(-2))).toMatchObject({ code: 'INVALID_TRANSITION' });
    expect(ways(await read())).toEqual([null, 'DIED', 'DIED']);
    await expect(
      subgraph.sql('update case_party set left_at = null, left_as = null where id = $1', [second.partyId]),
    ).rejects.toMatchObject({ constraint: 'case_party_back' });
  });

  test('of the seal and their paper at once one counts: it takes effect without them, or they are in it', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { applicant, second, third, others, centre, read, go, sign, paper } = await three();
      await die(second.viewer);
      await sign([applicant, 'APPLICANT'], [third.viewer, 'APPLICANT'], ...others);
      const [sealed, recorded] = await Promise.all([go(centre, 'sealAgreement'), paper(day(-2))]);
      expect([sealed, recorded].filter((one) => typeof one === 'string')).toHaveLength(1);
      expect(ways(await read())[1]).toBe(sealed === 'EFFECTIVE' ? 'DIED' : null);
    }
  });

  test('nobody comes back whose dispute is open as another case (MED-INV-3)', async () => {
    const { id, second, claimId, paper } = await three();
    const other = await buildCase(subgraph, 'RECEIVED');
    const dispute = {
      kind: 'WAGES',
      respondent_key: id,
      applicant_key: second.viewer.personId,
      period: '[2013-05-01,2013-07-19]',
    };
    await insert(subgraph.sql, 'case_dispute', { ...dispute, claim_id: claimId, case_id: id, open: true });
    await die(second.viewer);
    await insert(subgraph.sql, 'case_dispute', { ...dispute, claim_id: other.claimId, case_id: other.id, open: true });
    expect(await paper(day(-2))).toMatchObject({ code: 'DUPLICATE' });
  });

  test('MED-INV-3: of papers in twenty cases of one dispute at once one counts, and none waits for another in a circle', async () => {
    const cases = [];
    for (let n = 0; n < 20; n += 1) {
      const { id, claimId, second, paper } = await three();
      await die(second.viewer);
      cases.push({ id, claimId, paper });
    }
    const other = await buildCase(subgraph, 'RECEIVED');
    const key = other.id;
    const values = ({ id, claimId }: { id: string; claimId: string }, open: boolean) =>
      `('${claimId}', '${id}', 'WAGES', '${key}', '${namedKey('王工友', null)}', '[2013-05-01,2013-07-19]', ${open})`;
    const columns = '(claim_id, case_id, kind, respondent_key, applicant_key, period, open)';
    await subgraph.sql(`insert into case_dispute ${columns} values ${cases.map((one) => values(one, false)).join()}`);
    const answers = await withoutDeadlock(
      subgraph,
      'case_dispute',
      `${columns} values ${values(other, true)}`,
      cases.map(
        ({ paper }) =>
          () =>
            paper(day(-2)),
      ),
      /^\s*update case_dispute set open = true/i,
    );
    expect(answers.filter((answer) => answer === 'AGREED')).toHaveLength(1);
    expect(answers.filter((answer) => answer !== 'AGREED')).toEqual(
      Array(19).fill(expect.objectContaining({ code: 'DUPLICATE' })),
    );
  });
});
