import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { type BuiltCase, type BuiltLawyer, buildCase, buildOrg } from '../../test/build.ts';
import { GRANT, legalAidCalls, NOW } from '../../test/legalAid.ts';
import { mediation } from '../subgraph.ts';

let subgraph: TestSubgraph;
let orgId: string;
beforeAll(async () => {
  subgraph = await testSubgraph(mediation);
  orgId = await buildOrg(subgraph);
});
afterAll(() => subgraph.stop());

const { lawyer, call, grant, read } = legalAidCalls(() => ({ subgraph, orgId }));

describe('who reads of legal aid', () => {
  let c: BuiltCase;
  let one: BuiltLawyer;
  beforeAll(async () => {
    [c, one] = [await buildCase(subgraph, 'IN_MEDIATION', { orgId }), await lawyer()];
    await grant(c, one);
  });

  test('the worker, the lawyer, the mediator and the centre; the other side does not', async () => {
    for (const viewer of [c.applicant, one.viewer, c.mediator.viewer, c.centre, staff(newId(), 'CITY_DEPT')])
      expect(await read(c, viewer)).toEqual({ status: 'ACTIVE' });
    const respondentAtCentre = { ...c.respondent, grants: [...c.respondent.grants, ...c.centre.grants] };
    for (const viewer of [c.respondent, respondentAtCentre]) expect(await read(c, viewer)).toBeNull();
    for (const viewer of [
      member(newId()),
      staff(newId(), 'HOTLINE_AGENT'),
      (await lawyer()).viewer,
      staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'),
    ])
      expect(await read(c, viewer)).toBeUndefined();
  });

  test('lists have the same rows, and the member’s record', async () => {
    const listed = async (viewer: Viewer) =>
      (await subgraph.ask(viewer, '{ legalAidGrants(status: ACTIVE, first: 100) { nodes { member { id } } } }', {}, NOW)).data
        .legalAidGrants.nodes;
    const row = { member: { id: c.applicant.personId } };
    for (const viewer of [c.applicant, one.viewer]) expect(await listed(viewer)).toEqual([row]);
    expect(await listed(c.respondent)).toEqual([]);
    expect(await listed(c.centre)).toContainEqual(row);
    const { data } = await subgraph.ask(
      c.applicant,
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Member { legalAid { lawyer { id } } } } }',
      { r: [{ __typename: 'Member', id: c.applicant.personId }] },
      NOW,
    );
    expect(data._entities).toEqual([{ legalAid: [{ lawyer: { id: one.id } }] }]);
  });

  test('the lawyer reads the case no more when the grant is over, and organisation is told each time', async () => {
    const [mine] = (await subgraph.ask(one.viewer, '{ legalAidGrants { nodes { id version } } }', {}, NOW)).data.legalAidGrants
      .nodes;
    await call(
      'endLegalAid',
      GRANT,
      { grantId: mine.id, expectedVersion: mine.version, ending: 'TERMINATED', outcome: '另行委托' },
      c.centre,
    );
    expect(await read(c, one.viewer)).toBeUndefined();
    expect(await read(c, c.applicant)).toEqual({ status: 'TERMINATED' });
  });
});
