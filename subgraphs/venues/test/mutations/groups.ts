import { newId } from '@union-graph/subgraph';
import { member, type Trials } from '@union-graph/testing';
import { buildFacility, buildVenue } from '../build.ts';
import { buildPlacedMember } from '../events.ts';
import { buildGroup, buildRecurring } from '../groups.ts';
import { by } from './trial.ts';

/** What a member does with their group; that it exists is public. */
const LEADER = { may: ['MEMBER'], elsewhere: 'FORBIDDEN', twenty: 'VERSION_CONFLICT' } as const;

export const groupTrials: Trials = {
  registerFitnessGroup: {
    make: async (sql) => by(member(newId()), { nameZh: '晨练队', venueId: await buildVenue(sql), size: 24 }),
    ...{ may: ['MEMBER'], elsewhere: null, twenty: 'DUPLICATE' },
  },
  bookRecurring: {
    make: async (sql) => {
      const leader = newId();
      const venue_id = await buildVenue(sql);
      const [groupId, facilityId] = [
        await buildGroup(sql, { leader_id: leader, venue_id }),
        await buildFacility(sql, { venue_id }),
      ];
      return by(member(leader), {
        groupId,
        facilityId,
        weekday: 2,
        start: '10:00',
        end: '12:00',
        from: '2013-10-19',
        until: '2013-11-30',
      });
    },
    ...{ ...LEADER, twenty: 'SLOT_TAKEN' },
  },
  cancelRecurring: {
    make: async (sql) => {
      const leaderId = newId();
      const venue_id = await buildVenue(sql);
      const [groupId, facilityId] = [
        await buildGroup(sql, { leader_id: leaderId, venue_id }),
        await buildFacility(sql, { venue_id }),
      ];
      const recurringId = await buildRecurring(sql, { groupId, facilityId, leaderId });
      return by(member(leaderId), { recurringId, expectedVersion: 1, reason: '换场地' });
    },
    ...{ ...LEADER, may: ['MEMBER', 'VENUE_MANAGER'], elsewhere: 'NOT_FOUND' },
  },
  handOverGroup: {
    make: async (sql) => {
      const leader = newId();
      const groupId = await buildGroup(sql, { leader_id: leader });
      return by(member(leader), { groupId, expectedVersion: 1, memberId: await buildPlacedMember(sql) });
    },
    ...{ ...LEADER, may: ['MEMBER', 'VENUE_MANAGER'], notLookedUp: ['memberId'] },
  },
  acceptGroup: {
    make: async (sql) => {
      const next = newId();
      return by(member(next), { groupId: await buildGroup(sql, { next_leader_id: next }), expectedVersion: 1 });
    },
    ...LEADER,
  },
};
