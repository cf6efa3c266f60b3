import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { key, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { builders, CHAOYANG, FENGTAI, UNION } from '../../test/builders.ts';
import { training } from '../subgraph.ts';

const ENTITIES = `query ($member: ID!, $certificate: ID!, $application: ID!) { _entities(representations: [
    { __typename: "Member", id: $member }, { __typename: "Certificate", id: $certificate }, { __typename: "SubsidyApplication", id: $application }]) {
  ... on Member { certificates { id } enrolments(first: 5) { totalCount nodes { status } } }
  ... on Certificate { certNo } ... on SubsidyApplication { amountFen } } }`;
const ROOTS = `query ($certificate: ID!, $application: ID!) { certificate(id: $certificate) { id } subsidyApplication(id: $application) { id } }`;
const LISTS =
  '{ certificates { nodes { id } } subsidyApplications { nodes { id } } mine: subsidyApplications(mine: true) { nodes { id } } myEnrolments { nodes { id } } }';

describe('who sees a member’s rows (domain rule 2.0 «Scope»)', () => {
  let subgraph: TestSubgraph;
  let ids: { member: string; certificate: string; application: string };
  beforeAll(async () => {
    subgraph = await testSubgraph(training);
    const build = builders(subgraph);
    const application = await build.application();
    const { id } = await build.session();
    await build.insert('enrolment', {
      id: newId(),
      member_id: application.member_id,
      session_id: id,
      status: 'CONFIRMED',
      arrival: 1,
      enrolled_at: '2013-10-01',
      scope_path: UNION,
    });
    ids = {
      member: application.member_id as string,
      certificate: application.certificate_id as string,
      application: application.id as string,
    };
  });
  afterAll(() => subgraph.stop());

  const inside: [string, () => Viewer][] = [
    ['the member', () => member(ids.member, '/city/110101/')],
    ['the union’s officer', () => staff(newId(), 'JOINT_UNION_OFFICER', UNION)],
    ['the district', () => staff(newId(), 'DISTRICT_ADMIN', FENGTAI)],
    ['the city', () => staff(newId(), 'CITY_DEPT')],
  ];
  const outside: [string, () => Viewer][] = [
    ['another member of the same union', () => member(newId(), UNION)],
    ['another union’s officer', () => staff(newId(), 'JOINT_UNION_OFFICER', `${FENGTAI}0141cc4b-7800-7000-8000-000000000002/`)],
    ['another district', () => staff(newId(), 'DISTRICT_ADMIN', CHAOYANG)],
    ['a partner', () => staff(newId(), 'PARTNER')],
    ['a mediator', () => staff(newId(), 'MEDIATOR', FENGTAI)],
    ['nobody', () => ({ ...member(newId()), personId: null, grants: [], kind: 'anonymous', subject: 'anonymous' })],
  ];

  test.each(inside)('%s sees them, asked in any way', async (_, viewer) => {
    const { data } = await subgraph.ask(viewer(), ENTITIES, ids);
    expect(data._entities).toEqual([
      { certificates: [{ id: ids.certificate }], enrolments: { totalCount: 1, nodes: [{ status: 'CONFIRMED' }] } },
      { certNo: expect.any(String) },
      { amountFen: '100000' },
    ]);
    expect((await subgraph.ask(viewer(), ROOTS, ids)).data).toEqual({
      certificate: { id: ids.certificate },
      subsidyApplication: { id: ids.application },
    });
    expect((await subgraph.ask(viewer(), LISTS)).data).toMatchObject({
      certificates: { nodes: [{ id: ids.certificate }] },
      subsidyApplications: { nodes: [{ id: ids.application }] },
    });
  });

  test.each(outside)('%s sees none of them, and not that they exist', async (_, viewer) => {
    const { data } = await subgraph.ask(viewer(), ENTITIES, ids);
    expect(data._entities).toEqual([{ certificates: [], enrolments: { totalCount: 0, nodes: [] } }, null, null]);
    const roots = await subgraph.ask(viewer(), ROOTS, ids);
    expect(roots.errors?.map(({ extensions }) => extensions.code)).toEqual(['NOT_FOUND', 'NOT_FOUND']);
    const none = { nodes: [] };
    expect((await subgraph.ask(viewer(), LISTS)).data).toEqual({
      certificates: none,
      subsidyApplications: none,
      mine: none,
      myEnrolments: none,
    });
  });

  test('lists by state, and only one’s own', async () => {
    const own = await subgraph.ask(
      member(ids.member),
      '{ a: certificates(status: VERIFIED) { totalCount } b: certificates(status: REVOKED) { totalCount } c: subsidyApplications(mine: true, status: SUBMITTED) { totalCount } d: subsidyApplications(status: PAID) { totalCount } }',
    );
    expect(own.data).toEqual({ a: { totalCount: 1 }, b: { totalCount: 0 }, c: { totalCount: 1 }, d: { totalCount: 0 } });
    const city = await subgraph.ask(
      staff(newId(), 'CITY_DEPT'),
      '{ subsidyApplications(mine: true) { totalCount } occupations { code } }',
    );
    expect(city.data).toMatchObject({
      subsidyApplications: { totalCount: 0 },
      occupations: expect.arrayContaining([{ code: '6-05-02-01' }]),
    });
  });
});

describe('where members are, as organisation tells', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(training);
  });
  afterAll(() => subgraph.stop());

  const tell = (what: 'joined' | 'transferred' | 'left', memberId: string, version: number, scopePath = UNION) =>
    subgraph.send({
      type: `organisation.member.${what}`,
      subject: memberId,
      aggregateversion: version,
      data: { memberId, fromUnionId: newId(), unionId: newId(), scopePath },
    });
  const pathOf = async (memberId: string) =>
    (await subgraph.sql<{ scope_path: string }>('select scope_path from member_place where member_id = $1', [memberId]))[0]
      ?.scope_path;
  const RECORD = 'mutation ($input: RecordCertificateInput!) { recordCertificate(input: $input) { certificate { id } } }';

  test('a record that never was in a union has a place outside of them', async () => {
    const id = newId();
    const list = (version: number, unionId: string | null) =>
      subgraph.send({
        type: 'organisation.member.listed',
        subject: id,
        aggregateversion: version,
        data: { unionId, scopePath: CHAOYANG, nameHash: 'a'.repeat(64) },
      });
    expect(await list(1, null)).toBe(204);
    expect(await pathOf(id)).toBe('/city/');
    await list(2, newId());
    expect(await pathOf(id)).toBe(CHAOYANG);
  });

  test('joined, moved, left; an older event changes nothing', async () => {
    const id = newId();
    await tell('joined', id, 2);
    expect(await pathOf(id)).toBe(UNION);
    await tell('transferred', id, 4, CHAOYANG);
    await tell('left', id, 3);
    expect(await pathOf(id)).toBe(CHAOYANG);
    await tell('left', id, 5);
    expect(await pathOf(id)).toBe('/city/');
  });

  test('a district records for a member from the moment they joined there', async () => {
    const id = newId();
    const record = () =>
      subgraph.code(
        subgraph.ask(staff(newId(), 'DISTRICT_ADMIN', FENGTAI), RECORD, {
          input: {
            idempotencyKey: key(),
            memberId: id,
            kind: 'POST_PERMIT',
            occupationCode: '6-04-02-05',
            certNo: `T${id}`.slice(0, 32),
            issuedBy: '安监局',
            issuedAt: '2013-01-01',
          },
        }),
      );
    expect(await record()).toBe('NOT_FOUND');
    await tell('joined', id, 1);
    expect(await record()).toBeNull();
  });
});
