import { newId } from '@union-graph/subgraph';
import { staff, tryUnreadable } from '@union-graph/testing';
import { venues } from '../src/subgraph.ts';
import { TRIALS } from './allTrials.ts';
import { at, CHAOYANG } from './build.ts';
import { buildEvent, buildPlacedMember } from './events.ts';
import { by } from './mutations/trial.ts';

// @slow

const ACCEPTANCE = { acceptedAt: at('09:00'), kind: 'SIGNED', reference: '报名表第3号' };

tryUnreadable(venues, TRIALS, {
  // Open periods, galleries, tickets, groups, unions, the troupe's teams and performances, and campaigns are public.
  isPublic: [
    'correctFreePeriod.openPeriodId',
    'withdrawFreePeriod.openPeriodId',
    'withdrawPicture.pictureId',
    'registerForEvent.ticketTypeId',
    'bookRecurring.groupId',
    'handOverGroup.groupId',
    'acceptGroup.groupId',
    'requestOutreach.unionId',
    'addTroupeMember.teamId',
    'schedulePerformance.teamId',
    'confirmCast.performanceId',
    'movePerformance.performanceId',
    'reportPerformance.performanceId',
    'cancelPerformance.performanceId',
    'approveFilm.campaignId',
    'recordRehearsal.campaignId',
    'startCampaign.campaignId',
    'reportCampaign.campaignId',
    'bookScreens.campaignId',
  ],
  more: {
    'registerForEvent.persons': async (sql) => {
      const persons = [{ memberId: await buildPlacedMember(sql), acceptance: ACCEPTANCE }];
      return by(staff(newId(), 'JOINT_UNION_OFFICER', CHAOYANG), { eventId: await buildEvent(sql), persons });
    },
  },
});
