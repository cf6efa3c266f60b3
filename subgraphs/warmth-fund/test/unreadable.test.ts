import { tryUnreadable } from '@union-graph/testing';
import { warmthFund } from '../src/subgraph.ts';
import { TRIALS } from './allTrials.ts';

// @slow

tryUnreadable(warmthFund, TRIALS, {
  // Those who visited together are named by one of them.
  namesColleagues: ['recordHomeVisit.visitorIds'],
  // Notices are public; parts of projects that organisations carry out are about no person.
  isPublic: [
    'objectToNotice.noticeId',
    'evaluateProject.applicationId',
    'acceptMilestone.milestoneId',
    'releaseProjectInstalment.instalmentId',
  ],
});
