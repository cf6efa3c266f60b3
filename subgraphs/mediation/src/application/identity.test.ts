import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { caller, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { type BuiltCase, buildCase, buildLawyer, buildMediator, buildOrg } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';

const MASKED = '**************123X';

// C-19: the last characters of an identity number serve who verifies it, and who acts for the party. The other side and its lawyer do not.
describe('who reads the identity number of an applicant, in the case and in its documents', () => {
  let subgraph: TestSubgraph;
  let orgId: string;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
    orgId = await buildOrg(subgraph);
  });
  afterAll(() => subgraph.stop());

  async function build() {
    const [acting, client] = [await buildLawyer(subgraph, newId(), [orgId]), await buildLawyer(subgraph, newId(), [orgId])];
    const mediator = await buildMediator(subgraph, orgId);
    const c = await buildCase(subgraph, 'ASSIGNED', { orgId, mediator, lawyer_id: acting.id, lawyer_person_id: acting.personId });
    const respondent = newId();
    await subgraph.sql('update case_party set id_masked = $2 where case_id = $1 and member_id is not null', [c.id, MASKED]);
    await subgraph.sql(`update mediation_case set respondent_ids = array[$2::uuid], source = 'HOTLINE_12351' where id = $1`, [
      c.id,
      respondent,
    ]);
    const input = { caseId: c.id, expectedVersion: 1, memberId: c.applicant.personId, lawyerId: client.id, scope: 'ARBITRATION' };
    expect((await caller(subgraph)('grantLegalAid', 'grant { id }', input, c.centre)).errors).toBeUndefined();
    return { c, respondent, acting, client, mediator };
  }

  async function reads({ id }: BuiltCase, viewer: Viewer): Promise<readonly [string | null, boolean]> {
    const query = 'query ($id: ID!) { mediationCase(id: $id) { applicants { idMasked } documents { html } } }';
    const { data, errors } = await subgraph.ask(viewer, query, { id });
    expect(errors).toBeUndefined();
    const { applicants, documents } = data.mediationCase;
    expect(documents.length).toBeGreaterThan(0);
    return [applicants[0].idMasked, documents.some(({ html }: { html: string }) => html.includes(MASKED))];
  }

  test('the applicant, the centre, the mediator and the applicant’s lawyer do; the other side, the lawyer of the case and the hotline do not', async () => {
    const { c, respondent, acting, client, mediator } = await build();
    const readers = { applicant: c.applicant, centre: c.centre, mediator: mediator.viewer, client: client.viewer };
    const others = { respondent: member(respondent), lawyer: acting.viewer, hotline: staff(newId(), 'HOTLINE_AGENT') };
    for (const [who, viewer] of Object.entries(readers)) expect([who, await reads(c, viewer)]).toEqual([who, [MASKED, true]]);
    for (const [who, viewer] of Object.entries(others)) expect([who, await reads(c, viewer)]).toEqual([who, [null, false]]);
  });
});
