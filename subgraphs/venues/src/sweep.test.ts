import { ANONYMOUS, ROLES, type Role, type Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { insert, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { at, buildBooking, buildFacility, buildSuspension, buildVenue, buildWait } from '../test/build.ts';
import { buildEvent, buildRegistration } from '../test/events.ts';
import { buildGroup, buildRecurring } from '../test/groups.ts';
import { buildOutreach } from '../test/outreach.ts';
import { buildScreens } from '../test/screens.ts';
import { buildInvitation, buildTeam, buildTroupe } from '../test/troupe.ts';
import { venues } from './subgraph.ts';

// 2.0 «Scope» and VEN-INV-9, tried as every role, at every place of the tree, for every row that is not public. Who may see it is written
// down here a second time, from the domain's words and not from the code that answers.

const HERE = '/city/110105/v/';
/** Parts of the tree around the rows, which lie at `HERE`, and beside them. */
const PLACES = [
  ['/city/', true],
  ['/city/110105/', true],
  [HERE, true],
  ['/city/110105/other/', false],
  ['/city/110101/', false],
] as const;

interface Noun {
  /** The roles that see the row from a part of the tree around it. */
  readonly readers: readonly Role[];
  /** What is asked, and where in its answer the row must be: a single one, or one of a list. */
  readonly asks: readonly (readonly [question: string, path: string])[];
  /** Whether its own person sees it; some rows have none. */
  readonly isOwned: boolean;
}

const MANAGER: readonly Role[] = ['VENUE_MANAGER'];
const ASKERS: readonly Role[] = ['JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'INDUSTRY_ADMIN', 'BUREAU_ADMIN'];
const of = (type: string, fields: string): string =>
  `_entities(representations: [{ __typename: "${type}", id: $id }]) { ... on ${type} { ${fields} } }`;

const NOUNS: Readonly<Record<string, Noun>> = {
  'a booking': {
    readers: MANAGER,
    asks: [
      ['booking(id: $id) { id }', 'booking'],
      ['bookings(facilityId: $at, on: "2013-10-20", first: 100) { nodes { id } }', 'bookings.nodes'],
      [
        '_entities(representations: [{ __typename: "Member", id: $who }]) { ... on Member { bookings { nodes { id } } } }',
        '_entities.0.bookings.nodes',
      ],
    ],
    isOwned: true,
  },
  'a suspension': {
    readers: MANAGER,
    asks: [
      [
        '_entities(representations: [{ __typename: "Member", id: $who }]) { ... on Member { suspension { id } } }',
        '_entities.0.suspension',
      ],
    ],
    isOwned: true,
  },
  'a place in a waiting list': {
    readers: MANAGER,
    asks: [['waitlist(facilityId: $at, first: 100) { nodes { id } }', 'waitlist.nodes']],
    isOwned: true,
  },
  'a registration': {
    readers: MANAGER,
    asks: [
      ['registrations(eventId: $at, first: 100) { nodes { id } }', 'registrations.nodes'],
      [
        '_entities(representations: [{ __typename: "Member", id: $who }]) { ... on Member { registrations { nodes { id } } } }',
        '_entities.0.registrations.nodes',
      ],
    ],
    isOwned: true,
  },
  'who leads a group, and when it comes': {
    readers: MANAGER,
    asks: [
      ['fitnessGroup(id: $at) { leader { id } }', 'fitnessGroup.leader'],
      ['fitnessGroup(id: $at) { recurring { id } }', 'fitnessGroup.recurring'],
    ],
    isOwned: true,
  },
  'a membership of a team of the troupe': {
    readers: ['TROUPE_MANAGER', 'CITY_DEPT'],
    asks: [
      [
        '_entities(representations: [{ __typename: "Member", id: $who }]) { ... on Member { teamMemberships { id } } }',
        '_entities.0.teamMemberships',
      ],
      [
        '_entities(representations: [{ __typename: "ArtTroupe", id: $at }]) { ... on ArtTroupe { teams { memberships { nodes { id } } } } }',
        '_entities.0.teams.0.memberships.nodes',
      ],
    ],
    isOwned: true,
  },
  'what a union asked for': {
    readers: [...ASKERS, 'VENUE_MANAGER', 'TROUPE_MANAGER', 'STATION_STAFF', 'CITY_DEPT', 'HOTLINE_AGENT'],
    asks: [
      ['outreachRequests(first: 100) { nodes { id } }', 'outreachRequests.nodes'],
      [of('OutreachRequest', 'id'), '_entities.0'],
    ],
    isOwned: false,
  },
  'what was spent on a venue': {
    readers: ['DISTRICT_ADMIN', 'CITY_DEPT', 'VENUE_MANAGER', 'AUDITOR'],
    asks: [['venue(id: $at) { investments { id } }', 'venue.investments']],
    isOwned: false,
  },
};

interface Row {
  readonly id: string;
  /** The facility, event, group, troupe or venue that it is asked by. */
  readonly at: string;
  readonly who: string;
}

/** A value of an answer by its path: `nodes.0.id`. */
const valueAt = (data: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], data);

describe('rows of venues, by role and place', () => {
  let subgraph: TestSubgraph;
  const rows: Record<string, Row> = {};
  beforeAll(async () => {
    subgraph = await testSubgraph(venues);
    const { sql } = subgraph;
    const there = { scope_path: HERE };
    const who = newId();
    const venueId = await buildVenue(sql, there);
    const facilityId = await buildFacility(sql, { ...there, venue_id: venueId });
    const own = { ...there, member_id: who };
    const booking = await buildBooking(sql, { ...own, facility_id: facilityId });
    rows['a booking'] = { id: booking, at: facilityId, who };
    rows['a suspension'] = { id: await buildSuspension(sql, own), at: facilityId, who };
    rows['a place in a waiting list'] = { id: await buildWait(sql, { ...own, facility_id: facilityId }), at: facilityId, who };
    const eventId = await buildEvent(sql, { ...there, venue_id: venueId });
    const { id: registration } = await buildRegistration(sql, { ...own, event_id: eventId, registered_by: who });
    rows['a registration'] = { id: registration, at: eventId, who };
    const groupId = await buildGroup(sql, { ...there, venue_id: venueId, leader_id: who });
    await buildRecurring(sql, { groupId, facilityId: await buildFacility(sql, { ...there, venue_id: venueId }), leaderId: who });
    rows['who leads a group, and when it comes'] = { id: who, at: groupId, who };
    const troupeId = await buildTroupe(sql, there);
    const membership = await buildInvitation(sql, who, await buildTeam(sql, { troupe_id: troupeId }));
    rows['a membership of a team of the troupe'] = { id: membership, at: troupeId, who };
    rows['what a union asked for'] = { id: await buildOutreach(sql, there), at: venueId, who };
    const investment = newId();
    await insert(sql, 'investment_record', {
      ...{ id: investment, venue_id: venueId, year: 2013, amount_fen: 100, purpose: '照明改造' },
      ...{ recorded_by: newId(), recorded_at: at('09:00') },
    });
    rows['what was spent on a venue'] = { id: investment, at: venueId, who };
    await buildScreens(sql, 2);
  });
  afterAll(() => subgraph.stop());

  /** Whether each question shows the row. What is refused shows nothing. */
  const sees = async (viewer: Viewer, name: string): Promise<boolean[]> => {
    const shown: boolean[] = [];
    for (const [question, path] of (NOUNS[name] as Noun).asks) {
      const used = ['id', 'at', 'who'].filter((variable) => question.includes(`$${variable}`));
      const head = used.length > 0 ? `(${used.map((variable) => `$${variable}: ID!`).join(', ')})` : '';
      const variables = Object.fromEntries(used.map((variable) => [variable, rows[name]?.[variable as keyof Row]]));
      const { data } = await subgraph.ask(viewer, `query ${head} { ${question} }`, variables);
      const found = valueAt(data, path);
      shown.push(Array.isArray(found) ? found.length > 0 : found != null);
    }
    return shown;
  };
  const all = (value: boolean, name: string) => (NOUNS[name] as Noun).asks.map(() => value);

  describe.each(Object.keys(NOUNS))('%s', (name) => {
    test.each(ROLES)('%s', async (role) => {
      for (const [path, around] of PLACES)
        expect([path, await sees(staff(newId(), role, path), name)]).toEqual([
          path,
          all(around && (NOUNS[name] as Noun).readers.includes(role), name),
        ]);
    });

    test('its own member, another one and nobody', async () => {
      expect(await sees(member(rows[name]?.who as string), name)).toEqual(all((NOUNS[name] as Noun).isOwned, name));
      expect(await sees(member(newId()), name)).toEqual(all(false, name));
      expect(await sees(ANONYMOUS, name)).toEqual(all(false, name));
    });
  });

  test.each(ROLES)('public screens of a district: %s', async (role) => {
    const count = async (place: string) => {
      const { data } = await subgraph.ask(staff(newId(), role, place), '{ screens { nodes { district { code } } } }');
      return (data?.screens?.nodes ?? []).map(({ district }: { district: { code: string } }) => district.code).sort();
    };
    const reads = ['CITY_DEPT', 'DISTRICT_ADMIN'].includes(role);
    expect(await count('/city/')).toEqual(reads ? ['110101', '110105'] : []);
    expect(await count('/city/110105/')).toEqual(reads ? ['110105'] : []);
    expect(await count(HERE)).toEqual([]);
  });
});
