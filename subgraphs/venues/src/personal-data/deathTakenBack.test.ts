import { newId } from '@union-graph/subgraph';
import { caller, listenerTo, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { at, buildBooking, buildFacility, buildVenue, buildWait, CHAOYANG } from '../../test/build.ts';
import { buildConsent, buildEvent, buildPlacedMember, buildRegistration, invite, tellLife } from '../../test/events.ts';
import { buildGroup, buildRecurring } from '../../test/groups.ts';
import { buildInvitation } from '../../test/troupe.ts';
import { venues } from '../subgraph.ts';

const SLOT = { start: at('10:00', '2013-10-20'), end: at('11:00', '2013-10-20') };

describe('a worker whose death was recorded by mistake, and taken back', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues, { subscribers: listenerTo('venues') });
  });
  afterAll(() => subgraph.stop());

  const codeOf = (verb: string, fields: string, input: object, viewer: ReturnType<typeof member>) =>
    subgraph.code(caller(subgraph)(verb, fields, input, viewer));
  /** Somebody whose death is heard, and then that they live, after what is built for them. */
  const takenBack = async <Built>(build: (memberId: string) => Promise<Built>) => {
    const memberId = await buildPlacedMember(subgraph.sql);
    const built = await build(memberId);
    expect(await tellLife(subgraph, memberId, { version: 2 })).toBe(204);
    expect(await tellLife(subgraph, memberId, { version: 3, hasDied: false })).toBe(204);
    return { memberId, self: member(memberId), built };
  };

  test('books the same time anew, and waits for another', async () => {
    const { self, built } = await takenBack(async (member_id) => {
      const [own, wanted] = [await buildFacility(subgraph.sql), await buildFacility(subgraph.sql)];
      await buildBooking(subgraph.sql, { facility_id: own, member_id });
      await buildBooking(subgraph.sql, { facility_id: wanted });
      await buildWait(subgraph.sql, { facility_id: wanted, member_id });
      return { own, wanted };
    });
    expect(await codeOf('holdSlot', 'booking { id }', { facilityId: built.own, ...SLOT }, self)).toBeNull();
    expect(await codeOf('joinWaitlist', 'entry { id }', { facilityId: built.wanted, ...SLOT }, self)).toBeNull();
    const mine = (await subgraph.ask(self, '{ myBookings { nodes { status cancelReason } } }')).data.myBookings.nodes;
    expect(mine).toEqual(
      expect.arrayContaining([
        { status: 'CANCELLED', cancelReason: '本人已去世' },
        { status: 'HELD', cancelReason: null },
      ]),
    );
  });

  test('registers for the same event anew, and signs the message that they were asked for', async () => {
    const { self, memberId, built } = await takenBack(async (member_id) => {
      const eventId = await buildEvent(subgraph.sql);
      await buildRegistration(subgraph.sql, { event_id: eventId, member_id });
      await invite(subgraph.sql, eventId, member_id);
      return { eventId };
    });
    await buildConsent(subgraph.sql, memberId);
    expect(await codeOf('registerForEvent', 'registrations { id }', built, self)).toBeNull();
    expect(await codeOf('signMessage', 'message { id }', { ...built, text: '向劳动者致敬' }, self)).toBeNull();
  });

  test('is invited to the same team anew, and accepts', async () => {
    const { self, memberId, built } = await takenBack(async (member_id) => {
      const id = await buildInvitation(subgraph.sql, member_id);
      return (
        await subgraph.sql<{ teamId: string }>('select team_id as "teamId" from troupe_team_member where id = $1', [id])
      )[0];
    });
    const leader = staff(newId(), 'TROUPE_MANAGER');
    const invited = { teamId: built?.teamId, memberId, skill: '二胡' };
    const answer = await caller(subgraph)('addTroupeMember', 'membership { id version }', invited, leader);
    const { id, version } = answer.data.addTroupeMember.membership;
    const accept = { membershipId: id, expectedVersion: version };
    expect(await codeOf('acceptTeamInvitation', 'membership { id }', accept, self)).toBeNull();
  });

  test('leads their group again once it is handed to them: the times are theirs again', async () => {
    const { self, memberId, built } = await takenBack(async (leaderId) => {
      const venueId = await buildVenue(subgraph.sql);
      const groupId = await buildGroup(subgraph.sql, { leader_id: leaderId, venue_id: venueId });
      const facilityId = await buildFacility(subgraph.sql, { venue_id: venueId });
      await buildRecurring(subgraph.sql, { groupId, facilityId, leaderId });
      return { groupId, facilityId };
    });
    const manager = staff(newId(), 'VENUE_MANAGER', CHAOYANG);
    const { groupId, facilityId } = built;
    expect(await codeOf('handOverGroup', 'group { id }', { groupId, memberId, expectedVersion: 2 }, manager)).toBeNull();
    expect(await codeOf('acceptGroup', 'group { id }', { groupId, expectedVersion: 3 }, self)).toBeNull();
    expect(await subgraph.sql('select member_id as id, leaderless from booking where facility_id = $1', [facilityId])).toEqual([
      { id: memberId, leaderless: false },
    ]);
  });
});
