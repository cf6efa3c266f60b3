import { newId } from '@union-graph/subgraph';
import { caller, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildCase, buildLawyer, buildMediator, buildOrg, PATH } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';

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
      message: expect.stringContaining('No term of yours'),
      extensions: { code: 'FORBIDDEN', missing: [{ kind: 'person', anyOf: ['mediator in a term'] }] },
    });
  });
});
