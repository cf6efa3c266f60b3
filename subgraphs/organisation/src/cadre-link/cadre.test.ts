import { ANONYMOUS, ROLES } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import {
  caller,
  expectOneOfTwenty,
  expectReplay,
  insert,
  member,
  staff,
  type TestSubgraph,
  testSubgraph,
} from '@union-graph/testing';
import {
  buildCity,
  buildEnterprise,
  buildMember,
  buildPoint,
  buildStaff,
  buildWorker,
  type UnionRow,
} from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';
import { cadrePolicy } from './policy.ts';

const CITY = staff(newId(), 'CITY_DEPT');
const ADMIN = staff(newId(), 'DISTRICT_ADMIN', '/city/110105/');
const LINK =
  'link { id since endedOn version cadre { id } target { __typename ... on ServicePoint { id } ... on Enterprise { id } ... on Member { id } } }';
const VISIT = 'visit { id at note demands { id channel status topic requester { id } } }';

test.each(ROLES)('cadre policy (S-18): %s', (role) => {
  for (const verb of ['linkCadre', 'endCadreLink', 'recordVisit'] as const) {
    expect([verb, cadrePolicy.allows(staff('x', role), verb, { cadreId: 'y' })]).toEqual([verb, role === 'CITY_DEPT']);
    expect(cadrePolicy.allows(staff('x', role, '/city/110105/'), verb, { cadreId: 'y' })).toBe(false);
  }
  expect(cadrePolicy.allows(staff('x', role, '/city/110105/'), 'recordVisit', { cadreId: 'x' })).toBe(true);
});

describe('contact points of cadres (S-18, ORG-INV-9)', () => {
  let subgraph: TestSubgraph;
  let call: ReturnType<typeof caller>;
  let city: UnionRow;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation);
    call = caller(subgraph);
    city = await buildCity(subgraph.sql);
  });
  afterAll(() => subgraph.stop());

  const buildCadre = (more: object = {}) =>
    buildStaff(subgraph.sql, city, { role: 'HQ_CADRE', employer: 'CITY_HQ', on_public_duty: false, ...more });
  const link = (cadreId: unknown, target: object, more: object = {}, viewer = CITY) =>
    call('linkCadre', LINK, { cadreId, target, ...more }, viewer);
  const linked = async (target: object, cadreId?: unknown): Promise<string> =>
    (await link(cadreId ?? (await buildCadre()).id, target, { since: '2013-01-04' })).data.linkCadre.link.id;
  const end = (linkId: unknown, more: object = {}, viewer = CITY) =>
    call('endCadreLink', `${LINK} replacement { id cadre { id } since }`, { linkId, expectedVersion: 1, ...more }, viewer);
  const visit = (linkId: unknown, more: object = {}, viewer = CITY) => call('recordVisit', VISIT, { linkId, ...more }, viewer);
  const code = (answer: ReturnType<TestSubgraph['ask']>) => subgraph.code(answer);

  test('linked to a station, an enterprise, a worker', async () => {
    const coverage = async () =>
      (await subgraph.ask(CITY, '{ cadreCoverage { cadres cadresLinked stations stationsCovered enterprises workers } }')).data
        .cadreCoverage;
    const before = await coverage();
    const cadre = await buildCadre();
    const targets = {
      servicePointId: await buildPoint(subgraph.sql),
      enterpriseId: await buildEnterprise(subgraph.sql),
      memberId: await buildMember(subgraph.sql),
    };
    for (const [field, { id }] of Object.entries(targets)) {
      const answer = (await link(cadre.id, { [field]: id })).data.linkCadre.link;
      expect(answer).toMatchObject({ since: '2013-10-19', endedOn: null, cadre: { id: cadre.id }, target: { id } });
    }
    const after = await coverage();
    for (const figure of Object.keys(before)) expect([figure, after[figure]]).toEqual([figure, before[figure] + 1]);
  });

  test('linking: refusals, replay, twenty at once', async () => {
    const [cadre, point] = [await buildCadre(), await buildPoint(subgraph.sql)];
    const target = { servicePointId: point.id };
    expect(await code(link(cadre.id, {}))).toBe('BAD_USER_INPUT');
    expect(await code(link(cadre.id, { ...target, memberId: newId() }))).toBe('BAD_USER_INPUT');
    expect(await code(link(cadre.id, { enterpriseId: newId() }))).toBe('NOT_FOUND');
    expect(await code(link(newId(), target))).toBe('NOT_FOUND');
    expect(await code(link(cadre.id, target, { since: '2013-10-20' }))).toBe('BAD_USER_INPUT');
    const [hired] = await subgraph.sql('select hired_at::text from staff_member where id = $1', [cadre.id]);
    expect((await link(cadre.id, target, { since: '1960-01-01' })).errors?.[0]?.message).toContain(
      `begins on ${hired?.hired_at}`,
    );
    expect(await code(link((await buildStaff(subgraph.sql, city)).id, target))).toBe('VALIDATION_FAILED');
    expect(await code(link((await buildCadre({ status: 'LEFT', left_at: '2013-01-01' })).id, target))).toBe('VALIDATION_FAILED');
    const dead = await buildWorker(subgraph.sql, { membership_status: 'DECEASED' });
    expect(await code(link(cadre.id, { memberId: dead.id }))).toBe('VALIDATION_FAILED');
    const centre = await buildPoint(subgraph.sql, '110105', { kind: 'DISTRICT_CENTRE' });
    expect(await code(link(cadre.id, { servicePointId: centre.id }))).toBe('VALIDATION_FAILED');
    for (const viewer of [ANONYMOUS, ADMIN, member(newId())])
      expect(await code(link(cadre.id, target, {}, viewer))).toBe('FORBIDDEN');
    await expectReplay((more) => link(cadre.id, target, more), { since: '2013-10-18' });
    const other = await buildPoint(subgraph.sql);
    await expectOneOfTwenty(() => link(cadre.id, { servicePointId: other.id }), 'DUPLICATE');
  });

  test('ORG-INV-9: a station’s last cadre is replaced in the same step, or stays', async () => {
    const [point, heir] = [await buildPoint(subgraph.sql), await buildCadre()];
    const id = await linked({ servicePointId: point.id });
    const refused = await end(id);
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_FAILED', rule: 'ORG-INV-9' });
    const answer = (await end(id, { replacementCadreId: heir.id })).data.endCadreLink;
    expect(answer).toMatchObject({
      link: { endedOn: '2013-10-19', version: 2 },
      replacement: { since: '2013-10-19', cadre: { id: heir.id } },
    });
    expect(await code(end(id, { expectedVersion: 2 }))).toBe('INVALID_TRANSITION');
    // A second cadre makes the first one free to go; an enterprise needs none.
    await linked({ servicePointId: point.id });
    expect(await code(end(answer.replacement.id))).toBeNull();
    expect(await code(end(await linked({ enterpriseId: (await buildEnterprise(subgraph.sql)).id })))).toBeNull();
  });

  test('ORG-INV-9: of twenty cadres who leave a station at once, one stays', async () => {
    const point = await buildPoint(subgraph.sql);
    const ids: string[] = [];
    for (let n = 0; n < 20; n++) ids.push(await linked({ servicePointId: point.id }));
    const codes = await Promise.all(ids.map((id) => code(end(id))));
    expect(codes.filter((one) => one === null)).toHaveLength(19);
    expect(codes.filter((one) => one === 'VALIDATION_FAILED')).toHaveLength(1);
    await expect(
      subgraph.sql('update cadre_link set ended_on = $2 where service_point_id = $1', [point.id, '2013-10-19']),
    ).rejects.toMatchObject({
      constraint: 'cadre_link_covers_station',
    });
  });

  test('ending: refusals, replay; a cadre with contact points does not leave', async () => {
    const [cadre, enterprise] = [await buildCadre(), await buildEnterprise(subgraph.sql)];
    const id = await linked({ enterpriseId: enterprise.id }, cadre.id);
    expect(await code(end(newId()))).toBe('NOT_FOUND');
    expect(await code(end(id, {}, ADMIN))).toBe('FORBIDDEN');
    expect(await code(end(id, { expectedVersion: 2 }))).toBe('VERSION_CONFLICT');
    expect(await code(end(id, { replacementCadreId: cadre.id }))).toBe('VALIDATION_FAILED');
    const leave = () => call('endStaff', 'staff { status }', { staffId: cadre.id, expectedVersion: 1 }, CITY);
    expect((await leave()).errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_FAILED', rule: 'ORG-INV-9' });
    const later = await buildCadre({ hired_at: '2013-10-20', probation_until: '2014-04-19', status: 'PROBATION' });
    expect((await end(id, { replacementCadreId: later.id })).errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'replacementCadreId',
    });
    await expectReplay((more) => end(id, more), { expectedVersion: 2 });
    expect((await leave()).errors).toBeUndefined();
  });

  test('nobody is a contact point of their own, linked or by taking one over', async () => {
    const worker = await buildWorker(subgraph.sql);
    const self = await buildCadre({ id: worker.id });
    expect(await code(link(self.id, { memberId: worker.id }))).toBe('VALIDATION_FAILED');
    const id = await linked({ memberId: worker.id });
    expect(await code(end(id, { replacementCadreId: self.id }))).toBe('VALIDATION_FAILED');
  });

  test('a visit: what was asked for becomes requests to 12351', async () => {
    const [cadre, worker] = [await buildCadre(), await buildMember(subgraph.sql)];
    const id = await linked({ memberId: worker.id }, cadre.id);
    const demands = [
      { category: 'RIGHTS', topic: '欠薪', text: '两个月没有发工资' },
      { category: 'SERVICES', topic: '办卡', text: '想办互助服务卡' },
    ];
    expect(await code(visit(id, { note: '联系13812345678' }))).toBe('VALIDATION_FAILED');
    const answer = (await visit(id, { at: '2013-10-18', note: '走访', demands })).data.recordVisit.visit;
    expect(answer).toMatchObject({ at: '2013-10-18', note: '走访' });
    expect(answer.demands).toEqual([
      expect.objectContaining({ channel: 'CADRE', status: 'RECEIVED', topic: '欠薪', requester: { id: worker.id } }),
      expect.objectContaining({ channel: 'CADRE', status: 'RECEIVED', topic: '办卡', requester: { id: worker.id } }),
    ]);
    const own = (await subgraph.ask(member(worker.id), '{ serviceRequests { totalCount nodes { channel } } }')).data
      .serviceRequests;
    expect(own).toEqual({ totalCount: 2, nodes: [{ channel: 'CADRE' }, { channel: 'CADRE' }] });
    // The cadre needs no role for what came of their own visits; the worker's record is still not theirs to read.
    const her = { ...member(cadre.id as string), grants: [] };
    const third = (await visit(id, { demands: [demands[0]] }, her)).data.recordVisit.visit.demands;
    expect(third).toEqual([expect.objectContaining({ channel: 'CADRE', topic: '欠薪', requester: null })]);
    const followed = '{ serviceRequests { totalCount nodes { topic } } }';
    expect((await subgraph.ask(her, followed)).data.serviceRequests.totalCount).toBe(3);
    const colleague = { ...member((await buildCadre()).id as string), grants: [] };
    expect((await subgraph.ask(colleague, followed)).data.serviceRequests.totalCount).toBe(0);
    expect(
      await code(
        call('resolveServiceRequest', 'request { id }', { requestId: third[0].id, expectedVersion: 1, answer: '好' }, her),
      ),
    ).toBe('NOT_FOUND');
    await subgraph.sql(`update staff_member set status = 'LEFT', left_at = '2013-10-18' where id = $1`, [cadre.id]);
    expect((await subgraph.ask(her, followed)).data.serviceRequests.totalCount).toBe(0);
    const station = await linked({ servicePointId: (await buildPoint(subgraph.sql, '110101')).id });
    await visit(station, { demands });
    const far = staff(newId(), 'DISTRICT_ADMIN', '/city/110101/');
    expect((await subgraph.ask(far, '{ serviceRequests { totalCount } }')).data.serviceRequests.totalCount).toBe(2);
  });

  test('a cadre who leaves while others link them has no contact point afterwards', async () => {
    const cadre = await buildCadre();
    const firms = await Promise.all(Array.from({ length: 20 }, () => buildEnterprise(subgraph.sql)));
    const leave = call('endStaff', 'staff { status }', { staffId: cadre.id, expectedVersion: 1 }, CITY);
    const links = await Promise.all(firms.map(({ id }) => link(cadre.id, { enterpriseId: id })));
    const left = (await leave).errors === undefined;
    const made = links.filter(({ errors }) => errors === undefined).length;
    // Whoever was first decides: the cadre is gone and has none, or has all of them and stays.
    expect(made).toBe(left ? 0 : 20);
  });

  test('twenty visits at once are twenty visits', async () => {
    const id = await linked({ enterpriseId: (await buildEnterprise(subgraph.sql)).id });
    const demands = [{ category: 'RIGHTS', topic: '欠薪', text: '…' }];
    const codes = await Promise.all(Array.from({ length: 20 }, () => code(visit(id, { demands }))));
    expect(codes.filter((one) => one === null)).toHaveLength(20);
    const asked = 'select from service_request r join contact_visit v on v.id = r.contact_visit_id where v.cadre_link_id = $1';
    expect(await subgraph.sql(asked, [id])).toHaveLength(20);
  });

  test('visits: refusals, replay', async () => {
    const [cadre, enterprise] = [await buildCadre(), await buildEnterprise(subgraph.sql)];
    const id = await linked({ enterpriseId: enterprise.id }, cadre.id);
    expect(await code(visit(newId()))).toBe('NOT_FOUND');
    for (const viewer of [ANONYMOUS, member(newId()), staff(newId(), 'DISTRICT_ADMIN', '/city/110101/')])
      expect(await code(visit(id, {}, viewer))).toBe('NOT_FOUND');
    expect(await code(visit(id, {}, ADMIN))).toBe('FORBIDDEN');
    expect(await code(visit(id, { at: '2013-10-20' }))).toBe('BAD_USER_INPUT');
    expect(await code(visit(id, { at: '2013-01-03' }))).toBe('BAD_USER_INPUT');
    expect(await code(visit(id, { note: '' }))).toBe('BAD_USER_INPUT');
    const demand = { category: 'RIGHTS', topic: '欠薪', text: '…' };
    expect(await code(visit(id, { demands: Array(21).fill(demand) }))).toBe('BAD_USER_INPUT');
    expect(await code(visit(id, { demands: [demand, { ...demand, topic: '' }] }))).toBe('BAD_USER_INPUT');
    expect(await subgraph.sql('select from contact_visit where cadre_link_id = $1', [id])).toHaveLength(0);
    await expectReplay((more) => visit(id, { demands: [demand], ...more }), { at: '2013-10-18' });
    expect(
      await subgraph.sql(
        'select from service_request r join contact_visit v on v.id = r.contact_visit_id where v.cadre_link_id = $1',
        [id],
      ),
    ).toHaveLength(1);
    await end(id);
    expect(await code(visit(id))).toBe('INVALID_TRANSITION');
  });

  test('who sees contact points: the cadre, and the staff above what they lead to', async () => {
    const [cadre, worker] = [await buildCadre({ name_zh: '独一' }), await buildMember(subgraph.sql)];
    const ids = [
      await linked({ memberId: worker.id }, cadre.id),
      await linked({ servicePointId: (await buildPoint(subgraph.sql, '110106')).id }, cadre.id),
    ];
    const seen = async (viewer: typeof ANONYMOUS, args = '') =>
      (
        await subgraph.ask(viewer, `{ cadreLinks(cadreId: "${cadre.id}"${args}, first: 100) { nodes { id } } }`)
      ).data.cadreLinks.nodes
        .map(({ id }: { id: string }) => id)
        .sort();
    expect(await seen(CITY)).toEqual([...ids].sort());
    expect(await seen({ ...member(cadre.id as string), grants: [] })).toEqual([...ids].sort());
    expect(await seen(ADMIN)).toEqual([ids[0]]);
    expect(await seen(staff(newId(), 'STATION_STAFF', '/city/110106/'))).toEqual([ids[1]]);
    for (const viewer of [
      ANONYMOUS,
      member(worker.id, worker.scope_path),
      staff(newId(), 'MEDIATOR'),
      staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'),
    ])
      expect(await seen(viewer)).toEqual([]);
    expect(await seen(CITY, ', target: WORKER')).toEqual([ids[0]]);
    const workers = async (viewer: typeof ANONYMOUS) =>
      (await subgraph.ask(viewer, '{ cadreCoverage { workers } }')).data.cadreCoverage.workers;
    const exact = (await workers(CITY)) as number;
    expect(exact).toBeGreaterThan(0);
    for (let more = 0; more < 11; more++) {
      const told = exact + more < 10 ? null : 10 * Math.floor((exact + more) / 10);
      expect(await workers(CITY)).toBe(exact + more);
      for (const viewer of [staff(newId(), 'AUDITOR'), staff(newId(), 'DISTRICT_ADMIN', '/city/110101/')])
        expect([more, await workers(viewer)]).toEqual([more, told]);
      await linked({ memberId: (await buildMember(subgraph.sql)).id });
    }
    expect(await seen(CITY, ', districtCode: "110106"')).toEqual([ids[1]]);
    await end(ids[0]);
    expect([await seen(CITY), (await seen(CITY, ', ended: true')).length]).toEqual([[ids[1]], 2]);
    for (const viewer of [ANONYMOUS, member(newId())])
      expect(await code(subgraph.ask(viewer, '{ cadreCoverage { cadres } }'))).toBe('FORBIDDEN');
    const points = '{ servicePoints(districtCode: "110106") { nodes { cadreLinks { id } } } }';
    expect((await subgraph.ask(CITY, points)).data.servicePoints.nodes).toEqual([{ cadreLinks: [{ id: ids[1] }] }]);
    expect((await subgraph.ask(ANONYMOUS, points)).data.servicePoints.nodes).toEqual([{ cadreLinks: [] }]);
    await insert(subgraph.sql, 'contact_visit', {
      id: newId(),
      cadre_link_id: ids[1],
      visited_on: '2013-05-06',
      recorded_by_id: cadre.id,
    });
    const visits = (
      await subgraph.ask(CITY, `{ cadreLinks(cadreId: "${cadre.id}") { nodes { visits { at note demands { id } } } } }`)
    ).data;
    expect(visits.cadreLinks.nodes).toEqual([{ visits: [{ at: '2013-05-06', note: null, demands: [] }] }]);
  });
});
