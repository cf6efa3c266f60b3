import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { act, type BuiltCase, buildCase, buildDelegate, buildLawyer, buildMediator, PATH, TODAY } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';

const REASON = '与申请人系夫妻';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await testSubgraph(mediation);
});
afterAll(() => subgraph.stop());

const readBy = async (viewer: Viewer, { id }: BuiltCase) => {
  const asked = `{ mediationCase(id: "${id}") { recusals { mediator { id } reason recusedAt } } }`;
  return (await subgraph.ask(viewer, asked, {}, TODAY)).data.mediationCase.recusals;
};

/** A case of whose mediator the centre was rid, with another one, a lawyer beside, and one who acts for the applicant. */
async function recused(status = 'IN_MEDIATION') {
  const built = await buildCase(subgraph, status);
  const { orgId } = built;
  const [beside, acting] = [await buildLawyer(subgraph, newId(), [orgId]), await buildLawyer(subgraph, newId(), [orgId])];
  const input = { caseId: built.id, expectedVersion: 1, reason: ` ${REASON} ` };
  expect((await act(subgraph, built.mediator.viewer, 'recuseMediator', input)).errors).toBeUndefined();
  const next = await buildMediator(subgraph, orgId);
  const assigned = { caseId: built.id, expectedVersion: 2, mediatorId: next.id, lawyerId: beside.id };
  expect((await act(subgraph, built.centre, 'assignMediator', assigned)).errors).toBeUndefined();
  const aid = {
    caseId: built.id,
    expectedVersion: 3,
    memberId: built.applicant.personId,
    lawyerId: acting.id,
    scope: 'MEDIATION',
  };
  expect((await act(subgraph, built.centre, 'grantLegalAid', aid)).errors).toBeUndefined();
  return { ...built, next, beside, acting };
}

describe('why a mediator left a case', () => {
  test('is read by the body and the union, and by no party or whoever acts for one', async () => {
    const built = await recused();
    const kept = [{ mediator: { id: built.mediator.id }, reason: REASON, recusedAt: new Date(TODAY).toISOString() }];
    const city = staff(newId(), 'CITY_DEPT');
    const readers = { centre: built.centre, city, next: built.next.viewer, beside: built.beside.viewer };
    for (const [who, viewer] of Object.entries(readers)) expect([who, await readBy(viewer, built)]).toEqual([who, kept]);
    const applicantOfCentre = staff(built.applicant.personId as string, 'DISTRICT_ADMIN', PATH);
    const others = { applicant: built.applicant, respondent: built.respondent, acting: built.acting.viewer, applicantOfCentre };
    for (const [who, viewer] of Object.entries(others)) expect([who, await readBy(viewer, built)]).toEqual([who, []]);
    const court = await buildDelegate(subgraph, 'COURT');
    await subgraph.sql(`update mediation_case set source = 'COURT_DELEGATED' where id = $1`, [built.id]);
    expect(await readBy(court, built)).toEqual([]);
  });

  test('the text has its limits, and nothing but an erasure and a merge of records changes it', async () => {
    const built = await buildCase(subgraph, 'ASSIGNED');
    const input = { caseId: built.id, expectedVersion: 1, reason: '避'.repeat(1_001) };
    expect(await subgraph.code(act(subgraph, built.centre, 'recuseMediator', input))).toBe('BAD_USER_INPUT');
    const rights = await subgraph.sql(
      `select privilege_type, column_name from information_schema.column_privileges
        where grantee = 'mediation_app' and table_name = 'recusal' and privilege_type in ('UPDATE', 'DELETE')`,
    );
    expect(rights.map((one) => Object.values(one)).sort()).toEqual([
      ['UPDATE', 'mediator_person_id'],
      ['UPDATE', 'reason'],
    ]);
  });

  test('it goes when the mediator, or a party of a case that is over, has it erased; the recusal stays', async () => {
    const erase = (memberId: string) =>
      subgraph.send({
        type: 'organisation.dataRequest.opened',
        subject: newId(),
        data: { kind: 'ERASURE', memberId },
      });
    const built = await recused();
    const reasons = async () => (await readBy(built.centre, built)).map(({ reason }: { reason: string | null }) => reason);
    await erase(built.applicant.personId as string);
    expect(await reasons()).toEqual([REASON]);
    await erase(built.mediator.personId);
    expect(await reasons()).toEqual([null]);
    const over = await recused();
    await subgraph.sql(`update mediation_case set status = 'FAILED', failed_at = $2, closed_at = $2 where id = $1`, [
      over.id,
      TODAY,
    ]);
    await erase(over.respondent.personId as string);
    expect((await readBy(over.centre, over)).map(({ reason }: { reason: string | null }) => reason)).toEqual([null]);
  });
});
