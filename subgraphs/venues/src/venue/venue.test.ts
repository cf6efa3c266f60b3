import { ANONYMOUS } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { listed, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { at, buildFacility, buildVenue, withKey } from '../../test/build.ts';
import { venues } from '../subgraph.ts';

const REGISTER =
  'mutation ($input: RegisterVenueInput!) { registerVenue(input: $input) { venue { id nameZh kind operator address areaSqm version district { code } servicePoint { id } facilities { id } } } }';

describe('venue', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues);
  });
  afterAll(() => subgraph.stop());

  const manager = staff(newId(), 'VENUE_MANAGER', '/city/110101/');
  const palace = {
    nameZh: ' 劳动人民文化宫 ',
    kind: 'CULTURE_PALACE',
    operator: '北京市总工会',
    districtCode: '110101',
    address: '天安门东侧',
  };
  const register = (more: object = {}, viewer = manager) => subgraph.ask(viewer, REGISTER, withKey({ ...palace, ...more }));
  const code = (...args: Parameters<typeof register>) => subgraph.code(register(...args));

  test('is registered by the manager of its district, once by that name', async () => {
    const servicePointId = await listed(subgraph.sql, 'SERVICE_POINT', { scopePath: '/city/110101/' });
    expect((await register({ servicePointId, areaSqm: 1200 })).data.registerVenue.venue).toMatchObject({
      nameZh: '劳动人民文化宫',
      district: { code: '110101' },
      servicePoint: { id: servicePointId },
      areaSqm: 1200,
      version: 1,
      facilities: [],
    });
    expect(await code()).toBe('DUPLICATE');
    expect(await code({ nameZh: '劳动人民　文化宫' })).toBe('DUPLICATE');
    expect(await code({ nameZh: '  ' })).toBe('BAD_USER_INPUT');
    expect(await code({ nameZh: '甲', areaSqm: 0 })).toBe('BAD_USER_INPUT');
    expect(await code({ nameZh: '乙', districtCode: '110105' })).toBe('FORBIDDEN');
    for (const unknown of ['x', newId()]) expect(await code({ nameZh: '丙', servicePointId: unknown })).toBe('NOT_FOUND');
    // Service points are public: that there is one elsewhere is no secret.
    const elsewhere = await listed(subgraph.sql, 'SERVICE_POINT', { scopePath: '/city/110105/' });
    expect((await register({ nameZh: '丙', servicePointId: elsewhere })).errors?.[0]).toMatchObject({
      message: expect.stringContaining('is in another part of the city: district 110105. Name one of district 110101'),
      extensions: { code: 'VALIDATION_FAILED', field: 'servicePointId' },
    });
    expect(await code({ nameZh: '丁' }, member(newId()))).toBe('FORBIDDEN');
    for (const viewer of [staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'), staff(newId(), 'CITY_DEPT')])
      expect(await code({ nameZh: `戊${viewer.personId}` }, viewer)).toBeNull();
  });

  test('2.4: a manager of a venue manages that one, and neither another one nor the register', async () => {
    const [own, other] = [(await register({ nameZh: '己馆' })).data, (await register({ nameZh: '庚馆' })).data].map(
      ({ registerVenue }) => registerVenue.venue.id as string,
    );
    const viewer = staff(newId(), 'VENUE_MANAGER', `/city/110101/${own}/`);
    const ADD = 'mutation ($input: AddFacilityInput!) { addFacility(input: $input) { facility { id } } }';
    const add = (venueId: string | undefined) =>
      subgraph.ask(
        viewer,
        ADD,
        withKey({
          venueId,
          nameZh: '一号场',
          kind: 'BADMINTON',
          accessMode: 'BOOKABLE',
          capacity: 4,
          slotMinutes: 60,
          openingHours: [{ weekday: 1, opens: '09:00', closes: '21:00' }],
        }),
      );
    expect(await subgraph.code(add(own))).toBeNull();
    expect(await subgraph.code(add(other))).toBe('FORBIDDEN');
    expect(await code({ nameZh: '辛馆' }, viewer)).toBe('FORBIDDEN');
    const facility = async (venueId: string | undefined) =>
      buildFacility(subgraph.sql, { venue_id: venueId, district_code: '110101', scope_path: `/city/110101/${venueId}/` });
    const OPEN = 'mutation ($input: OpenFreePeriodInput!) { openFreePeriod(input: $input) { openPeriod { id } } }';
    const open = async (...venueIds: (string | undefined)[]) =>
      subgraph.code(
        subgraph.ask(
          viewer,
          OPEN,
          withKey({
            nameZh: '开放月',
            facilityIds: await Promise.all(venueIds.map(facility)),
            from: '2013-11-01',
            to: '2013-11-30',
          }),
        ),
      );
    expect([await open(own), await open(own, other)]).toEqual([null, 'FORBIDDEN']);
  });

  test('anyone reads venues and facilities, by kind and district; retired facilities are left out', async () => {
    const venueId = await buildVenue(subgraph.sql, { kind: 'STADIUM', district_code: '110108' });
    const [one, gone] = [{ district_code: '110108' }, { district_code: '110108', retired_at: at('09:00') }].map((more) =>
      buildFacility(subgraph.sql, { venue_id: venueId, ...more }),
    );
    const answer = await subgraph.ask(
      ANONYMOUS,
      `{ venues(kind: STADIUM, districtCode: "110108") { totalCount nodes { id facilities { id } } }
      facilities(kind: BADMINTON, accessMode: BOOKABLE, districtCode: "110108") { nodes { id venue { id } } } none: facilities(kind: WALKWAY) { totalCount } }`,
    );
    expect(answer.data).toEqual({
      venues: { totalCount: 1, nodes: [{ id: venueId, facilities: [{ id: await one }] }] },
      facilities: { nodes: [{ id: await one, venue: { id: venueId } }] },
      none: { totalCount: 0 },
    });
    expect(await gone).toBeDefined();
    expect((await subgraph.ask(ANONYMOUS, `{ venue(id: "${venueId}") { id } }`)).data.venue).toEqual({ id: venueId });
    expect(await subgraph.code(subgraph.ask(ANONYMOUS, `{ venue(id: "${newId()}") { id } }`))).toBe('NOT_FOUND');
  });

  test('is found from its service point, and by its keys', async () => {
    const point = newId();
    const venueId = await buildVenue(subgraph.sql, { service_point_id: point });
    const facilityId = await buildFacility(subgraph.sql, { venue_id: venueId });
    const r = [
      { __typename: 'ServicePoint', id: point },
      { __typename: 'Venue', id: venueId },
      { __typename: 'Facility', id: facilityId },
      { __typename: 'Venue', id: 'x' },
    ];
    const answer = await subgraph.ask(
      ANONYMOUS,
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ServicePoint { venues { id } } ... on Venue { id } ... on Facility { id } } }`,
      { r },
    );
    expect(answer.data._entities).toEqual([{ venues: [{ id: venueId }] }, { id: venueId }, { id: facilityId }, null]);
  });
});
