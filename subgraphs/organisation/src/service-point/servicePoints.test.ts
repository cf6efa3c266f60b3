import { ANONYMOUS } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { type Answer, insert, partnerOf, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildFederation, buildPoint, buildStaff } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

const LIST = `query ($near: ServicePointNearInput, $kind: ServicePointKind, $services: [ServiceFunction!], $districtCode: DistrictCode, $first: Int, $after: String) {
  servicePoints(near: $near, kind: $kind, services: $services, districtCode: $districtCode, first: $first, after: $after) {
    totalCount edges { distanceMeters node { nameZh } } pageInfo { hasNextPage endCursor } } }`;

describe('service points (S-10)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation);
    const { sql } = subgraph;
    // Real places: Panjiayuan, Jianwai, Donghuamen, Huairou; and one nobody has measured.
    await buildPoint(sql, '110105', {
      name_zh: '潘家园',
      lat: 39.8779,
      lng: 116.4598,
      functions: ['ORGANISING', 'RIGHTS', 'MUTUAL_AID'],
    });
    await buildPoint(sql, '110105', { name_zh: '建外', lat: 39.9087, lng: 116.4415, functions: ['ORGANISING', 'RIGHTS'] });
    await buildPoint(sql, '110101', { name_zh: '东华门', lat: 39.9158, lng: 116.4049, kind: 'COMMUNITY_STATION' });
    await buildPoint(sql, '110116', { name_zh: '龙山', lat: 40.3183, lng: 116.6437 });
    await buildPoint(sql, '110116', { name_zh: '未测' });
  });
  afterAll(() => subgraph.stop());

  const ask = (variables: object) => subgraph.ask(ANONYMOUS, LIST, variables);
  const names = async (variables: object) =>
    (await ask(variables)).data.servicePoints.edges.map(({ node }: { node: { nameZh: string } }) => node.nameZh);
  const HERE = { lat: 39.8779, lng: 116.4598 };

  test('near a place: the nearest first, with the distance on the sphere; points without a place are left out', async () => {
    const { edges, totalCount } = (await ask({ near: HERE })).data.servicePoints;
    expect(totalCount).toBe(4);
    expect(edges.map(({ node }: { node: { nameZh: string } }) => node.nameZh)).toEqual(['潘家园', '建外', '东华门', '龙山']);
    // Computed apart from the program by the spherical law of cosines on a radius of 6,371,008.8 m.
    const arc = (lat: number, lng: number) => {
      const r = Math.PI / 180;
      return (
        6_371_008.8 *
        Math.acos(
          Math.sin(HERE.lat * r) * Math.sin(lat * r) +
            Math.cos(HERE.lat * r) * Math.cos(lat * r) * Math.cos((lng - HERE.lng) * r),
        )
      );
    };
    const expected = [0, arc(39.9087, 116.4415), arc(39.9158, 116.4049), arc(40.3183, 116.6437)];
    for (const [at, meters] of expected.entries()) expect(Math.abs(edges[at].distanceMeters - meters)).toBeLessThanOrEqual(1);
  });

  test('4.3: an agreement’s districts bound lists, counts and pages, near a place too', async () => {
    const partner = partnerOf({ districtCodes: ['110101', '110116'] });
    for (const variables of [{}, { near: HERE }, { districtCode: '110105' }]) {
      const { edges, totalCount } = (await subgraph.ask(partner, LIST, variables)).data.servicePoints;
      const expected = 'districtCode' in variables ? [] : 'near' in variables ? ['东华门', '龙山'] : ['东华门', '未测', '龙山'];
      expect(edges.map(({ node }: { node: { nameZh: string } }) => node.nameZh).sort()).toEqual(expected.sort());
      expect(totalCount).toBe(expected.length);
    }
    const point = (await subgraph.ask(ANONYMOUS, '{ servicePoints(districtCode: "110105") { nodes { id } } }')).data.servicePoints
      .nodes[0];
    const byKey = await subgraph.ask(
      partner,
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on ServicePoint { nameZh } } }',
      {
        r: [{ __typename: 'ServicePoint', id: point.id }],
      },
    );
    expect(byKey.data._entities).toEqual([null]);
  });

  test('a distance bounds the list to the metre', async () => {
    const second = (await ask({ near: HERE })).data.servicePoints.edges[1].distanceMeters;
    expect(await names({ near: { ...HERE, withinMeters: second } })).toEqual(['潘家园', '建外']);
    expect(await names({ near: { ...HERE, withinMeters: second - 1 } })).toEqual(['潘家园']);
  });

  test.each([[{ near: HERE }], [{}]])('pages of one give every point once, in the same order: %j', async (variables) => {
    const whole = await names(variables);
    const read: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const { data }: Answer = await ask({ ...variables, first: 1, after });
      const { edges, pageInfo } = data.servicePoints;
      read.push(...edges.map(({ node }: { node: { nameZh: string } }) => node.nameZh));
      after = pageInfo.endCursor;
      more = pageInfo.hasNextPage;
    }
    expect(read).toEqual(whole);
  });

  test('by kind, by district, by all the services named', async () => {
    expect(await names({ kind: 'COMMUNITY_STATION' })).toEqual(['东华门']);
    expect((await names({ districtCode: '110105', kind: 'STREET_STATION' })).sort()).toEqual(['建外', '潘家园']);
    expect((await names({ services: ['RIGHTS'] })).sort()).toEqual(['建外', '潘家园']);
    expect(await names({ services: ['RIGHTS', 'MUTUAL_AID'], near: HERE })).toEqual(['潘家园']);
    expect(await names({ services: ['CULTURE'] })).toEqual([]);
  });

  test.each([
    { lat: 91, lng: 0 },
    { lat: 0, lng: 181 },
    { ...HERE, withinMeters: 0 },
  ])('BAD_USER_INPUT near %j', async (near) => {
    expect(await subgraph.code(ask({ near }))).toBe('BAD_USER_INPUT');
  });

  test('a point tells its hours, its place, the point above and who is on duty today', async () => {
    const { sql } = subgraph;
    const point = await buildPoint(sql, '110105', {
      name_zh: '松榆里',
      lat: 39.8726,
      lng: 116.4631,
      video_link: 'DOWN',
      area_sqm: 120,
    });
    const union = await buildFederation(sql);
    await insert(sql, 'opening_hours', { service_point_id: point.id, weekday: 6, opens: '09:00', closes: '24:00' });
    await insert(sql, 'opening_hours', { service_point_id: point.id, weekday: 1, opens: '09:00', closes: '17:00' });
    const onDuty = async (from_day: string, to_day: string | null, overrides: object = {}) =>
      insert(sql, 'staff_assignment', {
        id: newId(),
        staff_member_id: (await buildStaff(sql, union, { ...overrides })).id,
        service_point_id: point.id,
        from_day,
        to_day,
      });
    await onDuty('2013-10-19', '2013-10-19', { name_zh: '今天' });
    await onDuty('2013-01-01', '2013-10-18', { name_zh: '昨天' });
    await onDuty('2013-10-20', null, { name_zh: '明天' });
    await onDuty('2013-01-01', null, { name_zh: '内勤', on_public_duty: false });
    const { data } = await subgraph.ask(
      ANONYMOUS,
      `{ servicePoint(id: "${point.id}") { geo { lat lng } areaSqm videoLink openingHours { weekday opens closes } parent { kind } staff { nameZh workPhone } district { code } } }`,
    );
    expect(data.servicePoint).toEqual({
      geo: { lat: '39.872600', lng: '116.463100' },
      areaSqm: 120,
      videoLink: 'DOWN',
      parent: { kind: 'CITY_CENTRE' },
      district: { code: '110105' },
      openingHours: [
        { weekday: 1, opens: '09:00', closes: '17:00' },
        { weekday: 6, opens: '09:00', closes: '24:00' },
      ],
      staff: [{ nameZh: '今天', workPhone: null }],
    });
    expect(await subgraph.code(subgraph.ask(ANONYMOUS, `{ servicePoint(id: "${newId()}") { id } }`))).toBe('NOT_FOUND');
  });
});
