import { newId } from '@union-graph/subgraph';
import { member, staff, type Trials } from '@union-graph/testing';
import { at } from '../build.ts';
import { buildPlacedMember } from '../events.ts';
import { buildCastPerformance, buildInvitation, buildPerformance, buildTeam, buildTroupe, buildTroupeMember } from '../troupe.ts';
import { by } from './trial.ts';

const leader = staff(newId(), 'TROUPE_MANAGER');
const SHOW = { start: at('14:00', '2013-10-26'), end: at('16:00', '2013-10-26') };
const ACCEPTANCE = { acceptedAt: at('09:00', '2013-10-01'), kind: 'SIGNED', reference: '报名表第3号' };
/** Teams and performances are public; they change by who leads the troupe. */
const LEADER = { may: ['TROUPE_MANAGER'], elsewhere: 'FORBIDDEN', twenty: 'VERSION_CONFLICT' } as const;

export const troupeTrials: Trials = {
  createTeam: {
    make: async (sql) => by(leader, { troupeId: await buildTroupe(sql), nameZh: '合唱团', kind: 'DIRECT' }),
    ...{ ...LEADER, twenty: 'DUPLICATE' },
  },
  addTroupeMember: {
    make: async (sql) => {
      const memberId = await buildPlacedMember(sql);
      return by(leader, { teamId: await buildTeam(sql), memberId, skill: '女高音', acceptance: ACCEPTANCE });
    },
    ...{ ...LEADER, twenty: 'DUPLICATE', other: 'skill', notLookedUp: ['memberId'] },
  },
  acceptTeamInvitation: {
    make: async (sql) => by(leader, { membershipId: await buildInvitation(sql), expectedVersion: 1, acceptance: ACCEPTANCE }),
    ...{ ...LEADER, elsewhere: 'NOT_FOUND' },
  },
  leaveTeam: {
    make: async (sql) => {
      const who = newId();
      return by(member(who), { membershipId: await buildInvitation(sql, who), expectedVersion: 1 });
    },
    ...{ ...LEADER, may: ['MEMBER', 'TROUPE_MANAGER'], elsewhere: 'NOT_FOUND' },
  },
  schedulePerformance: {
    make: async (sql) => {
      const teamId = await buildTeam(sql);
      return by(leader, { teamId, ...SHOW, place: '职工之家礼堂', castIds: [await buildTroupeMember(sql, [teamId])] });
    },
    ...{ ...LEADER, twenty: 'SLOT_TAKEN' },
  },
  confirmCast: {
    make: async (sql) => {
      const teamId = await buildTeam(sql);
      const performanceId = await buildPerformance(sql, { team_id: teamId });
      return by(leader, { performanceId, expectedVersion: 1, castIds: [await buildTroupeMember(sql, [teamId])] });
    },
    ...LEADER,
  },
  movePerformance: {
    make: async (sql) => {
      const performanceId = await buildCastPerformance(sql);
      const to = { start: at('15:00', '2013-10-27'), end: at('17:00', '2013-10-27'), place: '文化广场' };
      return by(leader, { performanceId, expectedVersion: 1, ...to });
    },
    ...{ ...LEADER, filled: ['place'] },
  },
  reportPerformance: {
    make: async (sql) =>
      by(
        leader,
        { performanceId: await buildCastPerformance(sql), expectedVersion: 1, audience: 300, report: '掌声不断' },
        at('17:00', '2013-10-26'),
      ),
    ...{ ...LEADER, filled: ['report'] },
  },
  cancelPerformance: {
    make: async (sql) => by(leader, { performanceId: await buildCastPerformance(sql), expectedVersion: 1, reason: '演员生病' }),
    ...LEADER,
  },
};
