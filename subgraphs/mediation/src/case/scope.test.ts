import { ANONYMOUS, ROLES, serviceViewer, type Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { type BuiltCase, buildCase, buildLawyer } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';

const READERS = ['MEDIATOR', 'DISTRICT_ADMIN', 'CITY_DEPT', 'HOTLINE_AGENT', 'LINKED_PARTY'];
const ENTITY =
  'query ($r: [_Any!]!) { _entities(representations: $r) { ... on MediationCase { caseNo applicants { nameZh } } } }';
const OF_PERSON = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Member { cases { totalCount } } } }';
const DUE = '{ caseDeadlines(before: "2014-12-31") { totalCount } }';

describe('who reads a case, asked by key, by person and by list', () => {
  let subgraph: TestSubgraph;
  let built: BuiltCase;
  let lawyer: { personId: string };
  let filer: string;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
    const made = await buildLawyer(subgraph);
    lawyer = made;
    filer = newId();
    built = await buildCase(subgraph, 'IN_MEDIATION', { lawyer_id: made.id, lawyer_person_id: made.personId, filed_by: filer });
  });
  afterAll(() => subgraph.stop());

  /** What the viewer gets in each of three ways: 1 or 0 cases. */
  const reads = async (viewer: Viewer) => {
    const byKey = await subgraph.ask(viewer, ENTITY, { r: [{ __typename: 'MediationCase', id: built.id }] });
    const ofPerson = await subgraph.ask(viewer, OF_PERSON, { r: [{ __typename: 'Member', id: built.applicant.personId }] });
    const due = await subgraph.ask(viewer, DUE);
    return [
      byKey.data._entities[0] ? 1 : 0,
      ofPerson.data._entities[0].cases.totalCount,
      due.data.caseDeadlines?.totalCount ?? 0,
    ];
  };

  test.each(ROLES)('%s', async (role) => {
    const expected = READERS.includes(role) ? [1, 1, 1] : [0, 0, 0];
    expect(await reads(staff(newId(), role, '/city/110105/'))).toEqual(expected);
    expect(await reads(staff(newId(), role, '/city/'))).toEqual(expected);
    // A part below the case's, and a district whose path begins alike.
    for (const path of ['/city/110105/union/', '/city/110101/', '/city/11010/'])
      expect(await reads(staff(newId(), role, path))).toEqual([0, 0, 0]);
  });

  test('the people of the case, whatever roles they hold; nobody else', async () => {
    const people = [built.applicant, built.respondent, built.mediator.viewer, member(lawyer.personId), member(filer)];
    for (const viewer of people) expect(await reads({ ...viewer, grants: [] })).toEqual([1, 1, 1]);
    for (const viewer of [member(newId()), ANONYMOUS, serviceViewer('gateway')]) expect(await reads(viewer)).toEqual([0, 0, 0]);
  });
});
