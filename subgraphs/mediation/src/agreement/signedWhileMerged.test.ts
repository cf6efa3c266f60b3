import { newId } from '@union-graph/subgraph';
import { type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { inTurn, joinCase, tellDeath } from '../../test/applicants.ts';
import { buildCase } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';

const READ = `{ applicants { signedOn } respondents { signedOn }
  agreement { totalFen signedByApplicantOn signedByRespondentAt signedByMediatorAt terms { amountFen } } performance { amountFen } }`;

describe('who signs for another as long as two records are merged (P11 art. 14, C-16)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
  });
  afterAll(() => subgraph.stop());

  /** A case with two applicants, one of whom was merged into somebody, and how to go on in it. */
  const joint = async (survivorOf: (built: Awaited<ReturnType<typeof buildCase>>) => unknown) => {
    const built = await buildCase(subgraph, 'AGREED');
    const second = await joinCase(subgraph, built);
    const ids = { mergeId: newId(), survivorId: String(survivorOf(built)), duplicateId: String(second.viewer.personId) };
    const hear = async (type: string) =>
      expect(await subgraph.send({ type: `organisation.member.${type}`, subject: ids.survivorId, data: ids })).toBe(204);
    const go = async (viewer: typeof built.applicant, verb: string, input: object = {}) => {
      const [row] = await subgraph.sql('select version from mediation_case where id = $1', [built.id]);
      return inTurn(subgraph, built.id)(viewer, verb, { expectedVersion: row?.version, ...input });
    };
    const read = async () =>
      (await subgraph.ask(built.centre, `{ mediationCase(id: "${built.id}") ${READ} }`)).data.mediationCase;
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
