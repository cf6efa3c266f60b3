import { ANONYMOUS, READERS, ROLES, type Role } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { insert, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildEnterprise, buildJointUnion } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

// §2.0: what is `int` is read by staff in scope; C-19: by those whose work needs it.
describe('the figures of an employer', () => {
  let subgraph: TestSubgraph;
  let firm: { id: string };
  let union: { scope_path: string };
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation);
    firm = await buildEnterprise(subgraph.sql, { district_code: '110105' });
    const joint = await buildJointUnion(subgraph.sql, { district_code: '110106' });
    union = joint;
    await insert(subgraph.sql, 'enterprise_affiliation', {
      id: newId(),
      enterprise_id: firm.id,
      union_id: joint.id,
      kind: 'JOINT_UNION',
      from_day: '2013-01-01',
    });
  });
  afterAll(() => subgraph.stop());

  const HIDDEN = { headcount: null, headcountAsOf: null, sizeClass: null, aboveScale: null, independentUnionDue: null };
  const read = async (role: Role, path: string) => {
    const { data } = await subgraph.ask(
      staff(newId(), role, path),
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Enterprise { nameZh headcount headcountAsOf sizeClass aboveScale independentUnionDue } } }',
      { r: [{ __typename: 'Enterprise', id: firm.id }] },
    );
    const { nameZh, ...figures } = data._entities[0];
    expect(nameZh).toEqual(expect.any(String));
    return JSON.stringify(figures) === JSON.stringify(HIDDEN) ? 'hidden' : figures.headcount === null ? 'partly' : 'shown';
  };

  const readers: readonly Role[] = READERS.enterpriseFigures.inScope;
  test.each(ROLES)('%s', async (role) => {
    const shown = readers.includes(role) ? 'shown' : 'hidden';
    const near = role === 'STATION_STAFF' || role === 'JOINT_UNION_OFFICER' ? 'shown' : 'hidden';
    for (const path of ['/city/', '/city/110105/', union.scope_path])
      expect([path, await read(role, path)]).toEqual([path, shown]);
    expect(await read(role, '/city/110105/station/')).toBe(near);
    for (const path of ['/city/110101/', '/city/110101/station/'])
      expect([path, await read(role, path)]).toEqual([path, 'hidden']);
  });

  test('a name is public wherever a firm is named; its union is not, and the register is for staff', async () => {
    const { data } = await subgraph.ask(
      ANONYMOUS,
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Enterprise {
        nameZh orgCode ownership nonPublic industry district { code } headcount union { id } affiliation { kind } labourReport(year: 2013) { year }
      } } }`,
      { r: [{ __typename: 'Enterprise', id: firm.id }] },
    );
    expect(data._entities[0]).toEqual({
      nameZh: expect.any(String),
      orgCode: expect.any(String),
      ownership: expect.any(String),
      nonPublic: expect.any(Boolean),
      industry: expect.any(String),
      district: { code: '110105' },
      headcount: null,
      union: null,
      affiliation: null,
      labourReport: null,
    });
    expect(await subgraph.code(subgraph.ask(ANONYMOUS, `{ enterprise(id: "${firm.id}") { nameZh } }`))).toBe('FORBIDDEN');
  });

  test('those who teach, pay, mediate, judge or run a venue have no need of them', () => {
    for (const role of ['TEACHER', 'FUND_CASHIER', 'LAWYER', 'MEDIATOR', 'LINKED_PARTY', 'VENUE_MANAGER'] as const)
      expect(readers).not.toContain(role);
  });
});
