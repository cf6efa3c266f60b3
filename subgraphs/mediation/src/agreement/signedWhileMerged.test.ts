import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { inTurn, joinCase, tellDeath } from '../../test/applicants.ts';
import { buildCase, day } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';

const READ = `{ applicants { signedOn } respondents { signedOn }
  agreement { totalFen signedByApplicantOn signedByRespondentAt signedByMediatorAt terms { amountFen } } performance { amountFen } }`;

describe('who signs for another as long as two records are merged (P11 art. 14, C-16)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
  });
  afterAll(() => subgraph.stop());

  const actsIn = (
    caseId: string,
    centre: Viewer,
    ids: { readonly mergeId: string; readonly survivorId: string; readonly duplicateId: string },
  ) => ({
    hear: async (type: string) =>
      expect(await subgraph.send({ type: `organisation.member.${type}`, subject: ids.survivorId, data: ids })).toBe(204),
    go: async (viewer: Viewer, verb: string, input: object = {}) => {
      const [row] = await subgraph.sql('select version from mediation_case where id = $1', [caseId]);
      return inTurn(subgraph, caseId)(viewer, verb, { expectedVersion: row?.version, ...input });
    },
    read: async () => (await subgraph.ask(centre, `{ mediationCase(id: "${caseId}") ${READ} }`)).data.mediationCase,
  });

  /** A case with two applicants, one of whom was merged into somebody, and how to go on in it. */
  const joint = async (survivorOf: (built: Awaited<ReturnType<typeof buildCase>>) => unknown) => {
    const built = await buildCase(subgraph, 'AGREED');
    const second = await joinCase(subgraph, built);
    const ids = { mergeId: newId(), survivorId: String(survivorOf(built)), duplicateId: String(second.viewer.personId) };
    const { hear, go, read } = actsIn(built.id, built.centre, ids);
    const signOthers = async () => {
      expect(await go(built.respondent, 'signAgreement', { as: 'RESPONDENT' })).toBe('AGREED');
      expect(await go(built.mediator.viewer, 'signAgreement', { as: 'MEDIATOR' })).toBe('AGREED');
    };
    return { ...built, second, hear, go, read, signOthers };
  };

  test('an applicant who signed both rows signed their own alone: the other signs, then it is sealed', async () => {
    const { applicant, second, centre, hear, go, read, signOthers } = await joint((built) => built.applicant.personId);
    await hear('merged');
    expect(await go(applicant, 'signAgreement', { as: 'APPLICANT' })).toBe('AGREED');
    await signOthers();
    const before = await read();
    expect(before.applicants).toEqual(Array(2).fill({ signedOn: expect.any(String) }));
    await hear('unmerged');
    const after = await read();
    expect(after.applicants).toEqual([before.applicants[0], { signedOn: null }]);
    expect(after.agreement).toEqual({ ...before.agreement, signedByApplicantOn: null });
    expect(after.performance).toEqual(before.performance);
    expect(await go(centre, 'sealAgreement')).toMatchObject({ code: 'VALIDATION_FAILED' });
    expect(await go(applicant, 'signAgreement', { as: 'APPLICANT' })).toMatchObject({ code: 'VALIDATION_FAILED' });
    expect(await go(second.viewer, 'signAgreement', { as: 'APPLICANT' })).toBe('AGREED');
    expect(await go(centre, 'sealAgreement')).toBe('EFFECTIVE');
  });

  test('nor does it count when the applicants change afterwards', async () => {
    const { applicant, second, partyIds, hear, go, read, ...built } = await joint((built) => built.applicant.personId);
    const third = await joinCase(subgraph, { ...built, applicant, partyIds });
    await hear('merged');
    await go(applicant, 'signAgreement', { as: 'APPLICANT' });
    await hear('unmerged');
    await tellDeath(subgraph, third.viewer);
    expect((await read()).applicants.slice(0, 2)).toEqual([{ signedOn: expect.any(String) }, { signedOn: null }]);
    expect(await go(second.viewer, 'signAgreement', { as: 'APPLICANT' })).toBe('AGREED');
  });

  test('who signed for a respondent that another one acts for signed nothing, also when the applicants change afterwards', async () => {
    const built = await buildCase(subgraph, 'AGREED');
    const second = await joinCase(subgraph, built);
    const other = { ...built.respondent, personId: newId() };
    const ids = { mergeId: newId(), survivorId: other.personId, duplicateId: String(built.respondent.personId) };
    const { hear, go, read } = actsIn(built.id, built.centre, ids);
    await hear('merged');
    expect(await go(other, 'signAgreement', { as: 'RESPONDENT' })).toBe('AGREED');
    expect((await read()).agreement.signedByRespondentAt).toEqual(expect.any(String));
    await hear('unmerged');
    expect((await read()).agreement.signedByRespondentAt).toBeNull();
    await tellDeath(subgraph, second.viewer);
    const paper = { as: 'APPLICANT', paperRef: '第3页', partyIds: [second.partyId], signedOn: day(-2) };
    expect(await go(built.mediator.viewer, 'signAgreement', paper)).toBe('AGREED');
    // What is promised is again what it was when the other one signed.
    expect((await read()).agreement.signedByRespondentAt).toBeNull();
    for (const [viewer, as] of [
      [built.applicant, 'APPLICANT'],
      [built.respondent, 'RESPONDENT'],
      [built.mediator.viewer, 'MEDIATOR'],
    ] as const)
      expect(await go(viewer, 'signAgreement', { as })).toBe('AGREED');
    expect(await go(built.centre, 'sealAgreement')).toBe('EFFECTIVE');
  });

  test('a paper that the mediator recorded stays', async () => {
    const { second, mediator, partyIds, hear, go, read } = await joint((built) => built.applicant.personId);
    await hear('merged');
    const paper = { as: 'APPLICANT', paperRef: '第3页', partyIds: [partyIds.applicant, second.partyId] };
    expect(await go(mediator.viewer, 'signAgreement', paper)).toBe('AGREED');
    const signed = await read();
    await hear('unmerged');
    expect(await read()).toEqual(signed);
  });
});
