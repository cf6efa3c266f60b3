import { ANONYMOUS } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { at, buildFacility, buildVenue, withKey } from '../../test/build.ts';
import { buildEvent } from '../../test/events.ts';
import { buildHome, buildUnion } from '../../test/outreach.ts';
import { venues } from '../subgraph.ts';

const REGISTER =
  'mutation ($input: RegisterVenueInput!) { registerVenue(input: $input) { venue { id kind workersHome { id rooms { id } } } } }';
const READ = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on WorkersHome { id rooms { nameZh capacity } events(first: 5) { totalCount nodes { id } } } } }`;

describe("rooms and events of Worker's Homes (S-44)", () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues);
  });
  afterAll(() => subgraph.stop());

  const manager = staff(newId(), 'VENUE_MANAGER', '/city/110105/');
  const home = async (overrides: object = {}) => buildHome(subgraph.sql, await buildUnion(subgraph.sql), { ...overrides });
  const register = (workersHomeId: string | null, more: object = {}) =>
    subgraph.ask(
      manager,
      REGISTER,
      withKey({
        ...{
          nameZh: `职工之家 ${newId()}`,
          kind: 'WORKERS_HOME',
          operator: '工会',
          districtCode: '110105',
          address: '首都机场T3',
        },
        ...{ workersHomeId, ...more },
      }),
    );
  const code = (...args: Parameters<typeof register>) => subgraph.code(register(...args));
  const read = async (id: string, now?: string) =>
    (await subgraph.ask(ANONYMOUS, READ, { r: [{ __typename: 'WorkersHome', id }] }, now)).data._entities[0];

  test('a home is a venue once, in its own district; no other venue is one', async () => {
    const id = await home();
    expect((await register(id)).data.registerVenue.venue).toMatchObject({
      ...{ kind: 'WORKERS_HOME', workersHome: { id, rooms: [] } },
    });
    expect(await code(id)).toBe('DUPLICATE');
    expect(await code(null)).toBe('BAD_USER_INPUT');
    expect(await code('x')).toBe('BAD_USER_INPUT');
    expect(await code(newId())).toBe('NOT_FOUND');
    expect(await code(await home({ district_code: '110101' }))).toBe('VALIDATION_FAILED');
    expect(await code(await home(), { kind: 'ACTIVITY_CENTRE' })).toBe('VALIDATION_FAILED');
  });

  test('a home whose union has ended is no venue; one that the heir runs is', async () => {
    const ended = await buildUnion(subgraph.sql, { has_ended: true });
    const id = await buildHome(subgraph.sql, ended);
    const { errors } = await register(id);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_FAILED', field: 'workersHomeId' });
    await subgraph.sql('update known_home set union_id = $2 where home_id = $1', [id, await buildUnion(subgraph.sql)]);
    expect(await code(id)).toBeNull();
  });

  test('ten who register one home at once: one does', async () => {
    const id = await home();
    const codes = await Promise.all(Array.from({ length: 10 }, () => code(id)));
    expect(codes.filter((one) => one === null)).toHaveLength(1);
    expect(codes.filter((one) => one === 'DUPLICATE')).toHaveLength(9);
  });

  test('everybody reads its rooms and what takes place there; retired rooms and what is over are left out', async () => {
    const id = await home();
    const venueId = await buildVenue(subgraph.sql, { kind: 'WORKERS_HOME', workers_home_id: id });
    const room = (name_zh: string, more: object = {}) =>
      buildFacility(subgraph.sql, { venue_id: venueId, kind: 'READING_ROOM', name_zh, capacity: 30, ...more }, {});
    await room('学习室');
    await room('书屋');
    await room('旧书屋', { retired_at: at('09:00') });
    const eventId = await buildEvent(subgraph.sql, { venue_id: venueId });
    await buildEvent(subgraph.sql);
    const rooms = ['书屋', '学习室'].map((nameZh) => ({ nameZh, capacity: 30 }));
    expect(await read(id)).toEqual({ id, rooms, events: { totalCount: 1, nodes: [{ id: eventId }] } });
    expect((await read(id, at('16:00', '2013-10-26'))).events.totalCount).toBe(0);
    expect(await read(await home())).toMatchObject({ rooms: [], events: { totalCount: 0 } });
    expect(await read('x')).toBeNull();
  });
});
