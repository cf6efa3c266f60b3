import { tryUnreadable } from '@union-graph/testing';
import { venues } from '../src/subgraph.ts';
import { TRIALS } from './allTrials.ts';

// @slow

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
  // The model workers who sign at an event are announced with it; the next leader of a group accepts it, or does not.
  takesAnybody: ['publishEvent.modelWorkerIds', 'handOverGroup.memberId'],
});
