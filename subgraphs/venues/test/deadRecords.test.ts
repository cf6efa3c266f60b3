import { newId } from '@union-graph/subgraph';
import { type Sql, staff, tryDeadRecords } from '@union-graph/testing';
import { venues } from '../src/subgraph.ts';
import { TRIALS } from './allTrials.ts';
import { at, CHAOYANG } from './build.ts';
import { buildEvent, buildPlacedMember } from './events.ts';
import { by } from './mutations/trial.ts';
import { buildInvitation, buildPerformance, buildTeam, buildTroupeMember } from './troupe.ts';

// @slow

const leader = staff(newId(), 'TROUPE_MANAGER');
const SHOW = { start: at('14:00', '2013-10-26'), end: at('16:00', '2013-10-26'), place: '职工之家礼堂' };
const ACCEPTANCE = { acceptedAt: at('09:00'), kind: 'SIGNED', reference: '报名表第3号' };

/** A team, and one of it who performs. */
async function performer(sql: Sql) {
  const [record, teamId] = [newId(), await buildTeam(sql)];
  return { record, teamId, castIds: [await buildTroupeMember(sql, [teamId], { member_id: record })] };
}

tryDeadRecords(venues, TRIALS, {
  goesOn: [],
  more: {
    'registerForEvent.persons': async ({ sql }) => {
      const record = await buildPlacedMember(sql);
      const persons = [{ memberId: record, acceptance: ACCEPTANCE }];
      return { record, ready: by(staff(newId(), 'JOINT_UNION_OFFICER', CHAOYANG), { eventId: await buildEvent(sql), persons }) };
    },
    'publishEvent.modelWorkerIds': async ({ sql }) => {
      const record = await buildPlacedMember(sql);
      const event = { nameZh: `劳动创造幸福 ${newId().slice(-8)}`, programme: 'HAPPY_LABOUR', place: '文化广场' };
      const times = { startsAt: at('19:00', '2013-10-26'), endsAt: at('21:00', '2013-10-26') };
      const manager = staff(newId(), 'DISTRICT_ADMIN', CHAOYANG);
      return { record, ready: by(manager, { ...event, ...times, districtCode: '110105', modelWorkerIds: [record] }) };
    },
    'acceptTeamInvitation.membershipId': async ({ sql }) => {
      const record = newId();
      const membershipId = await buildInvitation(sql, record);
      return { record, ready: by(leader, { membershipId, expectedVersion: 1, acceptance: ACCEPTANCE }) };
    },
    'schedulePerformance.castIds': async ({ sql }) => {
      const { record, ...cast } = await performer(sql);
      return { record, ready: by(leader, { ...SHOW, ...cast }) };
    },
    'confirmCast.castIds': async ({ sql }) => {
      const { record, teamId, castIds } = await performer(sql);
      const performanceId = await buildPerformance(sql, { team_id: teamId });
      return { record, ready: by(leader, { performanceId, expectedVersion: 1, castIds }) };
    },
  },
});
