import { ANONYMOUS, type Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { insert, key, listed, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildEmployer } from '../../test/bargaining.ts';
import { buildCase, buildOrg } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';

const CREATE =
  'mutation ($input: CreateMediationOrgInput!) { createMediationOrg(input: $input) { org { id kind status version headcountAtFounding headcountAsOf district { code } enterprise { id } servicePoint { id } } } }';

describe('mediation organisations (S-46 to S-50)', () => {
  let subgraph: TestSubgraph;
  const city = staff(newId(), 'CITY_DEPT');
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
  });
  afterAll(() => subgraph.stop());

  const create = async ({ firm, ...given }: { readonly kind: string; readonly firm?: object }, viewer: Viewer = city) => {
    const input = firm ? { enterpriseId: (await buildEmployer(subgraph, firm)).id, ...given } : given;
    const answer = await subgraph.ask(viewer, CREATE, { input: { idempotencyKey: key(), nameZh: '调解组织', ...input } });
    return answer.errors?.[0]?.extensions ?? answer.data.createMediationOrg.org;
  };
  /** A firm's committee to be founded, and what organisation has told of the firm. */
  const enterprise = (headcount: number, over: object = {}) => ({
    firm: { headcount, headcountAsOf: '2013-09-30' },
    kind: 'ENTERPRISE_COMMITTEE',
    workerReps: 2,
    employerReps: 2,
    ...over,
  });
  const group = (headcount: number, ofBureau = true) => ({ firm: { headcount, ofBureau }, kind: 'GROUP_COMMITTEE' });

  test.each([
    [
      'MED-INV-7: an enterprise of 100',
      enterprise(100),
      { status: 'ACTIVE', headcountAtFounding: 100, headcountAsOf: '2013-09-30', version: 1 },
    ],
    ['MED-INV-7: an enterprise of 99', enterprise(99), { code: 'THRESHOLD_NOT_MET', rule: 'MED-INV-7', field: 'enterpriseId' }],
    ['C-06: a firm whose headcount is not known', enterprise(0, { firm: { headcount: null } }), { code: 'THRESHOLD_NOT_MET' }],
    [
      'C-06: a firm that nothing is known of',
      enterprise(100, { enterpriseId: newId() }),
      { code: 'NOT_FOUND', field: 'enterpriseId' },
    ],
    [
      'C-06: 5,000 staff in a firm of no bureau or group',
      group(5000, false),
      { code: 'VALIDATION_FAILED', rule: 'MED-INV-7', field: 'enterpriseId' },
    ],
    [
      'a district in which the firm does not lie',
      enterprise(100, { districtCode: '110101' }),
      { code: 'VALIDATION_FAILED', field: 'districtCode' },
    ],
    [
      'more members than the firm has staff',
      enterprise(100, { workerReps: 51, employerReps: 51 }),
      { code: 'VALIDATION_FAILED', rule: 'MED-INV-8', field: 'workerReps' },
    ],
    [
      'another industry than the firm’s',
      enterprise(100, { firm: { headcount: 100, industry: 'SERVICES' }, industry: 'FINANCE' }),
      { code: 'VALIDATION_FAILED', field: 'industry' },
    ],
    [
      'a room of an enterprise',
      enterprise(100, { kind: 'STREET_ROOM', districtCode: '110105', servicePointId: newId() }),
      { code: 'BAD_USER_INPUT', field: 'enterpriseId' },
    ],
    ['MED-INV-7: a group of 5,000', group(5000), { status: 'ACTIVE' }],
    ['MED-INV-7: a group of 4,999', group(4999), { code: 'THRESHOLD_NOT_MET', rule: 'MED-INV-7' }],
    ['MED-INV-8: unequal sides', enterprise(100, { workerReps: 3 }), { code: 'VALIDATION_FAILED', rule: 'MED-INV-8' }],
    [
      'MED-INV-8: no sides',
      enterprise(100, { workerReps: 0, employerReps: 0 }),
      { code: 'VALIDATION_FAILED', rule: 'MED-INV-8' },
    ],
    [
      'a room without a service point',
      { kind: 'STREET_ROOM', districtCode: '110105' },
      { code: 'BAD_USER_INPUT', field: 'servicePointId' },
    ],
    [
      'a district’s centre of an industry',
      { kind: 'DISTRICT_CENTRE', districtCode: '110105', industry: 'SERVICES' },
      { code: 'BAD_USER_INPUT', field: 'industry' },
    ],
    [
      'a centre with sides',
      { kind: 'CITY_CENTRE', workerReps: 2, employerReps: 2 },
      { code: 'BAD_USER_INPUT', field: 'workerReps' },
    ],
    [
      'the city’s centre in a district',
      { kind: 'CITY_CENTRE', districtCode: '110105' },
      { code: 'BAD_USER_INPUT', field: 'districtCode' },
    ],
    [
      'a committee in a service point',
      enterprise(100, { servicePointId: newId() }),
      { code: 'BAD_USER_INPUT', field: 'servicePointId' },
    ],
    ['a district centre without a district', { kind: 'DISTRICT_CENTRE' }, { code: 'BAD_USER_INPUT', field: 'districtCode' }],
    ['signs for a name', enterprise(100, { nameZh: '???' }), { code: 'BAD_USER_INPUT', field: 'nameZh' }],
    ['no name', enterprise(100, { nameZh: ' ' }), { code: 'BAD_USER_INPUT', field: 'nameZh' }],
    ['an id that is none', enterprise(100, { enterpriseId: 'x' }), { code: 'NOT_FOUND', field: 'enterpriseId' }],
  ])('%s', async (_, input, expected) => {
    expect(await create(input)).toMatchObject(expected);
  });

  test('MED-INV-7 and 8 are held by the database too', async () => {
    const committee = {
      kind: 'ENTERPRISE_COMMITTEE',
      enterprise_id: newId(),
      service_point_id: null,
      worker_reps: 2,
      employer_reps: 2,
    };
    await expect(buildOrg(subgraph, { ...committee, headcount_at_founding: 99 })).rejects.toMatchObject({
      constraint: 'mediation_org_enterprise_threshold',
    });
    await expect(buildOrg(subgraph, { ...committee, headcount_at_founding: 100, employer_reps: 3 })).rejects.toMatchObject({
      constraint: 'mediation_org_equal_sides',
    });
    await expect(
      buildOrg(subgraph, { ...committee, kind: 'GROUP_COMMITTEE', headcount_at_founding: 4999, of_bureau: true }),
    ).rejects.toMatchObject({ constraint: 'mediation_org_group_threshold' });
    await expect(
      buildOrg(subgraph, { ...committee, kind: 'GROUP_COMMITTEE', headcount_at_founding: 5000 }),
    ).rejects.toMatchObject({ constraint: 'mediation_org_group_of_bureau' });
  });

  const point = (scopePath = '/city/110105/') => listed(subgraph.sql, 'SERVICE_POINT', { scopePath });

  test('one for each place, also of 10 founded at once', async () => {
    const room = { kind: 'STREET_ROOM', districtCode: '110105', servicePointId: await point() };
    const made = await Promise.all(Array.from({ length: 10 }, () => create(room)));
    expect(made.filter(({ id }) => id)).toHaveLength(1);
    expect(made.filter(({ code }) => code === 'DUPLICATE')).toHaveLength(9);
  });

  test('who founds what', async () => {
    const servicePointId = await point();
    const room = (at = servicePointId) => ({ kind: 'STREET_ROOM', districtCode: '110105', servicePointId: at });
    for (const unknown of [newId(), await listed(subgraph.sql, 'STAFF')])
      expect(await create(room(unknown))).toMatchObject({ code: 'NOT_FOUND', field: 'servicePointId' });
    expect(await create(room(await point('/city/110101/')))).toMatchObject({
      code: 'VALIDATION_FAILED',
      field: 'servicePointId',
    });
    expect(await create(room(), staff(newId(), 'DISTRICT_ADMIN', '/city/110105/'))).toMatchObject({ status: 'ACTIVE' });
    expect(await create(room(), staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await create(room(), staff(newId(), 'BUREAU_ADMIN', '/city/a/b/'))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await create(enterprise(100), staff(newId(), 'BUREAU_ADMIN', '/city/a/b/'))).toMatchObject({ status: 'ACTIVE' });
    expect(await create(enterprise(100), staff(newId(), 'MEDIATOR'))).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('C-19: how many work in a firm is told to who reads the figures of firms there, also as of the founding', async () => {
    const { id } = await create(enterprise(100, { districtCode: '110105', firm: { headcount: 100, districtCode: '110105' } }));
    const told = async (viewer: Viewer) =>
      (await subgraph.ask(viewer, 'query ($id: ID!) { mediationOrg(id: $id) { headcountAtFounding workerReps } }', { id })).data
        .mediationOrg;
    for (const reader of [
      city,
      staff(newId(), 'DISTRICT_ADMIN', '/city/110105/'),
      staff(newId(), 'WAGE_INSTRUCTOR', '/city/110105/'),
    ])
      expect(await told(reader)).toEqual({ headcountAtFounding: 100, workerReps: 2 });
    for (const other of [
      ANONYMOUS,
      member(newId()),
      staff(newId(), 'MEDIATOR'),
      staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'),
    ])
      expect(await told(other)).toEqual({ headcountAtFounding: null, workerReps: 2 });
  });

  test('MED-INV-7: a headcount that falls marks the committee, one that rises clears it, a late event changes nothing', async () => {
    const {
      id,
      enterprise: { id: subject },
    } = await create(enterprise(120));
    const tell = async (headcount: number, aggregateversion: number) => {
      expect(
        await subgraph.send({
          type: 'organisation.enterprise.headcountChanged',
          subject,
          data: { headcount, asOf: '2013-10-19', districtCode: '110105' },
          aggregateversion,
        }),
      ).toBe(204);
      return (await subgraph.ask(city, 'query ($id: ID!) { mediationOrg(id: $id) { status } }', { id })).data.mediationOrg.status;
    };
    const place = (headcount: number, aggregateversion: number) =>
      subgraph.send({
        type: 'organisation.enterprise.placed',
        subject,
        data: { headcount, districtCode: '110105', aboveScale: false, unionId: null },
        aggregateversion,
      });
    expect(await place(120, 3)).toBe(204);
    expect([await tell(99, 5), await tell(100, 4), await tell(100, 6), await tell(99, 6)]).toEqual([
      'BELOW_THRESHOLD',
      'BELOW_THRESHOLD',
      'ACTIVE',
      'ACTIVE',
    ]);
    // Whichever event brings the headcount, the committee is marked once.
    expect(await place(98, 7)).toBe(204);
    expect(await tell(120, 7)).toBe('BELOW_THRESHOLD');
  });

  test('MED-INV-7: a headcount told while a committee is founded finds it', async () => {
    for (let round = 0; round < 5; round++) {
      const { id: subject } = await buildEmployer(subgraph, { headcount: 100 });
      const [made] = await Promise.all([
        create(enterprise(100, { firm: undefined, enterpriseId: subject })),
        subgraph.send({
          type: 'organisation.enterprise.headcountChanged',
          subject,
          data: { headcount: 99, asOf: '2013-10-19', districtCode: '110105' },
          aggregateversion: 9,
        }),
      ]);
      await subgraph.send({
        type: 'organisation.enterprise.placed',
        subject,
        data: { headcount: 99, districtCode: '110105', aboveScale: false, unionId: null },
        aggregateversion: 9,
      });
      const { data } = await subgraph.ask(city, 'query ($id: ID!) { mediationOrg(id: $id) { status } }', { id: made.id });
      expect(data.mediationOrg.status).toBe('BELOW_THRESHOLD');
    }
  });

  test('other subgraphs reach organisations and mediators by key', async () => {
    const servicePoint = newId();
    const orgId = await buildOrg(subgraph, { service_point_id: servicePoint });
    const staffMember = newId();
    await insert(subgraph.sql, 'mediator', {
      id: newId(),
      org_id: orgId,
      person_id: staffMember,
      name_zh: '孙丽',
      kind: 'UNION_CADRE',
      term_from: '2013-01-01',
      term_to: '2014-12-31',
      case_cap: 5,
    });
    const answer = await subgraph.ask(
      city,
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ServicePoint { mediationOrg { id mediators { nameZh } } }
      ... on StaffMember { mediatorProfile { org { id } } } ... on Enterprise { mediationCommittee { id } openCasesCount } } }`,
      {
        r: [
          { __typename: 'ServicePoint', id: servicePoint },
          { __typename: 'StaffMember', id: staffMember },
          { __typename: 'Enterprise', id: newId() },
        ],
      },
    );
    expect(answer.data._entities).toEqual([
      { mediationOrg: { id: orgId, mediators: [{ nameZh: '孙丽' }] } },
      { mediatorProfile: { org: { id: orgId } } },
      { mediationCommittee: null, openCasesCount: 0 },
    ]);
  });

  test('C-20: how many cases a firm has is told of the cases that one reads, and to other staff in tens', async () => {
    const there = await buildCase(subgraph);
    const [{ firm }] = (await subgraph.sql<{ firm: string }>(
      `select enterprise_id as firm from case_party where case_id = $1 and enterprise_id is not null`,
      [there.id],
    )) as [{ firm: string }];
    const count = async (viewer: Viewer, enterprise = firm) => {
      const { data } = await subgraph.ask(
        viewer,
        'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Enterprise { openCasesCount } } }',
        { r: [{ __typename: 'Enterprise', id: enterprise }] },
      );
      return data._entities[0].openCasesCount;
    };
    const admin = (code: string) => staff(newId(), 'DISTRICT_ADMIN', `/city/${code}/`);
    expect([await count(city), await count(admin('110105')), await count(admin('110101'))]).toEqual([1, 1, 0]);
    const outside = (['JOINT_UNION_OFFICER', 'INDUSTRY_ADMIN', 'BUREAU_ADMIN', 'SOCIAL_DEPT'] as const).map((role) =>
      staff(newId(), role),
    );
    // Of a firm with one worker the only case is that worker's: one case is withheld, and none like one.
    for (const viewer of outside) expect([await count(viewer), await count(viewer, newId())]).toEqual([null, null]);
    for (let at = 0; at < 11; at++) {
      const { id } = await buildCase(subgraph);
      await subgraph.sql('update case_party set enterprise_id = $2 where case_id = $1 and enterprise_id is not null', [id, firm]);
    }
    for (const viewer of outside) expect(await count(viewer)).toBe(10);
    expect(await count(city)).toBe(12);
  });
});
