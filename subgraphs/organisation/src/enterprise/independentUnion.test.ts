import { newId } from '@union-graph/subgraph';
import { eventsAbout, insert, key, listenerTo, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildEnterprise, buildJointUnion, buildMember, buildWorker, type UnionRow } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

const DECIDE = 'mutation ($input: DecideMembershipInput!) { decideMembership(input: $input) { application { status } } }';

describe('ORG-INV-7: twenty-five of one employer in a joint union', () => {
  let subgraph: TestSubgraph;
  let union: UnionRow;
  let employer: { id?: unknown };
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation, { subscribers: listenerTo('organisation') });
    union = await buildJointUnion(subgraph.sql);
    employer = await buildEnterprise(subgraph.sql, { headcount: 60 });
    for (let n = 0; n < 23; n++) await buildMember(subgraph.sql, { union, employer_id: employer.id });
  });
  afterAll(() => subgraph.stop());

  const due = async () =>
    (await subgraph.ask(staff(newId(), 'CITY_DEPT'), `{ enterprise(id: "${employer.id}") { independentUnionDue } }`)).data
      .enterprise.independentUnionDue;
  const told = async () => (await eventsAbout(subgraph.sql, employer.id as string)).map(({ type, data }) => [type, data]);
  const apply = async () => {
    const worker = await buildWorker(subgraph.sql, { employer_id: employer.id });
    const application = await insert(subgraph.sql, 'membership_application', {
      id: newId(),
      member_id: worker.id,
      union_id: union.id,
      status: 'SUBMITTED',
      submitted_by_id: worker.id,
      submitted_at: '2013-10-18',
    });
    return application.id as string;
  };
  const approve = (applicationId: string) =>
    subgraph.ask(staff(newId(), 'JOINT_UNION_OFFICER', union.scope_path), DECIDE, {
      input: { idempotencyKey: key(), expectedVersion: 1, applicationId, approve: true },
    });

  test('is told once, whoever is the twenty-fifth of two who join at once; people of other unions do not count', async () => {
    await buildMember(subgraph.sql, { employer_id: employer.id, membership_status: 'LEFT', union_id: null, joined_at: null });
    expect(await due()).toBe(false);
    const [one, two, three] = await Promise.all([apply(), apply(), apply()]);
    const answers = await Promise.all([approve(one), approve(two)]);
    expect(answers.map(({ errors }) => errors)).toEqual([undefined, undefined]);
    expect(await due()).toBe(true);
    expect(await told()).toEqual([['organisation.enterprise.independentUnionDue', { districtCode: '110105', members: 25 }]]);
    await approve(three);
    expect(await told()).toHaveLength(1);
  });
});
