import { tryUnreadable } from '@union-graph/testing';
import { training } from '../src/subgraph.ts';
import { TRIALS } from './allTrials.ts';

// @slow

tryUnreadable(training, TRIALS, {
  // Courses, programmes, competitions, projects of studios and vacancies are public; an appeal is read in its event.
  isPublic: [
    'createCourse.institutionId',
    'cancelCourseSession.sessionId',
    'enrol.sessionId',
    'markAttendance.sessionId',
    'showAttendanceCode.sessionId',
    'depositCredits.institutionId',
    'requestConversion.programmeId',
    'setScoreLine.programmeId',
    'advanceCompetition.competitionId',
    'publishResults.competitionId',
    'decideAppeal.appealId',
    'registerEntry.eventId',
    'fileAppeal.eventId',
    'recordStudioResult.projectId',
    'withdrawVacancy.vacancyId',
  ],
  // The bank takes credits of whoever learned something, from any institution: the learner names themselves to it, and reads the entry.
  takesAnybody: ['depositCredits.memberId'],
});
