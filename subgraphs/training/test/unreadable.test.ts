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
});
