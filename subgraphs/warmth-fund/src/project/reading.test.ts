import { ANONYMOUS } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { approver } from '../../test/books.ts';
import { act, insertProject, partner, report, socialDept } from '../../test/projects.ts';
import { warmthFund } from '../subgraph.ts';

const PUBLIC =
  'query ($kind: ProjectKind) { serviceProjects(kind: $kind) { totalCount nodes { code nameZh kind targetGroup } } }';
const ONE = 'query ($id: ID!) { serviceProject(id: $id) { code } }';
const ENTITY =
  'query ($id: ID!) { _entities(representations: [{ __typename: "ServiceProject", id: $id }]) { ... on ServiceProject { code } } }';
const MINE =
  '{ myProjects { code status ngo { id } districts { code } milestones { title } reports { kind } agreement { id } } }';

describe('reading projects', () => {
  let subgraph: TestSubgraph;
  let purchased: { id: string; ngoId: string };
  let incubated: { id: string; ngoId: string };
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
    purchased = await insertProject(subgraph, { code: 'B-1', kind: 'PURCHASED', districts: ['110108'] });
    incubated = await insertProject(subgraph, { code: 'A-1', districts: ['110105', '110101'] });
  });
  afterAll(() => subgraph.stop());

  test('name, kind and group are public', async () => {
    expect((await subgraph.ask(ANONYMOUS, PUBLIC)).data.serviceProjects).toMatchObject({
      totalCount: 2,
      nodes: [{ code: 'A-1' }, { code: 'B-1' }],
    });
    expect((await subgraph.ask(ANONYMOUS, PUBLIC, { kind: 'PURCHASED' })).data.serviceProjects).toEqual({
      totalCount: 1,
      nodes: [{ code: 'B-1', nameZh: '项目', kind: 'PURCHASED', targetGroup: 'OTHER' }],
    });
  });

  test.each([
    ['status', { status: 'IN_PROGRESS' }],
    ['districts { code }', { districts: [{ code: '110101' }, { code: '110105' }] }],
    ['budgetFen', { budgetFen: '100' }],
    ['agreement { id }', { agreement: null }],
    ['milestones { id }', { milestones: [] }],
    ['reports { id }', { reports: [] }],
    ['beneficiaries { direct suppressed }', { beneficiaries: { direct: null, suppressed: true } }],
  ])('%s is for the organisation and those who look after projects in their part of the city', async (field, expected) => {
    const query = `query ($id: ID!) { serviceProject(id: $id) { ${field} } }`;
    const ask = (viewer: Parameters<typeof subgraph.ask>[0]) => subgraph.ask(viewer, query, { id: incubated.id });
    for (const viewer of [socialDept, approver, staff(newId(), 'DISTRICT_ADMIN', '/city/110105/'), partner(incubated.ngoId)])
      expect((await ask(viewer)).data.serviceProject).toEqual(expected);
    for (const viewer of [
      ANONYMOUS,
      member(newId()),
      staff(newId(), 'VENUE_MANAGER'),
      staff(newId(), 'DISTRICT_ADMIN', '/city/110108/'),
    ])
      expect(await subgraph.code(ask(viewer))).toBe('FORBIDDEN');
  });

  test('J-12: a partner reads its own project, and no other exists for it: by id, in lists, as an entity, to report on', async () => {
    const ngo = partner(incubated.ngoId);
    expect((await subgraph.ask(ngo, MINE)).data.myProjects).toEqual([
      {
        code: 'A-1',
        status: 'IN_PROGRESS',
        ngo: { id: incubated.ngoId },
        districts: [{ code: '110101' }, { code: '110105' }],
        milestones: [],
        reports: [],
        agreement: null,
      },
    ]);
    expect((await subgraph.ask(ngo, PUBLIC)).data.serviceProjects).toMatchObject({ totalCount: 1, nodes: [{ code: 'A-1' }] });
    expect((await subgraph.ask(ngo, ONE, { id: incubated.id })).data.serviceProject).toEqual({ code: 'A-1' });
    expect(await subgraph.code(subgraph.ask(ngo, ONE, { id: purchased.id }))).toBe('NOT_FOUND');
    expect((await subgraph.ask(ngo, ENTITY, { id: purchased.id })).data._entities).toEqual([null]);
    expect(await subgraph.code(act(subgraph, ngo, 'reportProject', { projectId: purchased.id, ...report() }))).toBe('NOT_FOUND');
    expect(await subgraph.code(act(subgraph, ngo, 'reportProject', { projectId: newId(), ...report() }))).toBe('NOT_FOUND');
    expect((await subgraph.ask(member(newId()), MINE)).data.myProjects).toEqual([]);
    const { agreement: _, ...withoutAgreement } = ngo;
    expect((await subgraph.ask(withoutAgreement, MINE)).data.myProjects).toEqual([]);
  });

  test('4.4: two organisations of one project both read it; an agreement may name fewer; with the contract access ends', async () => {
    const second = newId();
    await subgraph.sql('insert into project_organisation values ($1, $2)', [purchased.id, second]);
    const codes = async (viewer: Parameters<typeof subgraph.ask>[0]) =>
      (await subgraph.ask(viewer, '{ myProjects { code } }')).data.myProjects.map(({ code }: { code: string }) => code);
    for (const ngoId of [purchased.ngoId, second]) expect(await codes(partner(ngoId))).toEqual(['B-1']);
    const ended = await insertProject(subgraph, { code: 'C-1', status: 'TERMINATED' });
    const ngo = partner(ended.ngoId);
    expect(await codes(ngo)).toEqual([]);
    expect(await subgraph.code(subgraph.ask(ngo, ONE, { id: ended.id }))).toBe('NOT_FOUND');
    await subgraph.sql('delete from project_organisation where project_id = $1', [ended.id]);
    const filtered = (...projectIds: string[]) => partner(purchased.ngoId, { projectIds });
    expect(await codes(filtered(incubated.id))).toEqual([]);
    expect(await codes(filtered(incubated.id, purchased.id))).toEqual(['B-1']);
    expect(await codes(partner(purchased.ngoId, { districtCodes: ['110105'] }))).toEqual([]);
    expect(await codes(partner(purchased.ngoId, { districtCodes: ['110105', '110108'] }))).toEqual(['B-1']);
  });

  test('applications are not for the organisation, money of organisations not for others', async () => {
    const query = 'query ($id: ID!) { serviceProject(id: $id) { applications { id } } }';
    expect((await subgraph.ask(partner(incubated.ngoId), query, { id: incubated.id })).data.serviceProject.applications).toEqual(
      [],
    );
    const received = `query ($id: ID!) { _entities(representations: [{ __typename: "SocialOrganisation", id: $id }]) {
      ... on SocialOrganisation { receivedFen projects { code } } } }`;
    const ask = async (viewer: Parameters<typeof subgraph.ask>[0]) =>
      (await subgraph.ask(viewer, received, { id: incubated.ngoId })).data._entities[0];
    expect(await ask(partner(incubated.ngoId))).toEqual({ receivedFen: '0', projects: [{ code: 'A-1' }] });
    expect(await ask(partner(purchased.ngoId))).toEqual({ receivedFen: null, projects: [] });
    expect(await ask(member(newId()))).toEqual({ receivedFen: null, projects: [] });
    expect(await ask(staff(newId(), 'DISTRICT_ADMIN', '/city/110105/'))).toEqual({
      receivedFen: null,
      projects: [{ code: 'A-1' }],
    });
  });
});
