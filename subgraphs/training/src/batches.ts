import { personalDataCopy } from '@union-graph/subgraph';
import { attendanceOfEnrolment } from './attendance/loaders.ts';
import { certificate, certificatesOfMember, occupation } from './certificate/loaders.ts';
import { competition, competitionEvent, eventsOfCompetition, organisersOfCompetition } from './competition/loaders.ts';
import { appealsOfEvent, awardsOfEvent } from './competition-award/loaders.ts';
import { entriesOfMember } from './competition-entry/loaders.ts';
import {
  course,
  courseSession,
  institution,
  meetingsOfSession,
  prerequisitesOfCourse,
  sessionsOfCourse,
  teacher,
  trainingModule,
} from './course/loaders.ts';
import { conversionsOfMember, creditsOfMember, entriesOfConversion, isSeenMember } from './credit/loaders.ts';
import { degreeApplication } from './degree-application/loaders.ts';
import { degreeProgramme, scoreLines } from './degree-programme/loaders.ts';
import { correctedTermsOfApplication, creditsOfApplication, termsOfApplication } from './degree-term/loaders.ts';
import { skillsStats } from './district/loaders.ts';
import { correctionsOfEnrolment, lapsedOffers, waitlistPosition } from './enrolment/loaders.ts';
import { signaturesOfCertificate } from './job-ready-certificate/queries.ts';
import { jobReferral } from './job-referral/queries.ts';
import { jobVacancy } from './job-vacancy/queries.ts';
import { personalData } from './personal-data/tables.ts';
import { publishedName } from './published-name/loaders.ts';
import { instalmentsOfSponsorship, sponsorship, sponsorshipOfApplication } from './sponsorship/loaders.ts';
import { trainingRecords, trainingVoid, trainingYear } from './staff-training/loaders.ts';
import { coNamersOfStudio, evaluationsOfStudio, innovationStudio, projectsOfStudio } from './studio/loaders.ts';
import { fundingOfStudio } from './studio-funding/loaders.ts';
import { subsidyApplication } from './subsidy/loaders.ts';
import { headcountOfProgramme, modulesOfProgramme, sponsorsOfProgramme } from './training-programme/loaders.ts';

/** Every loader of the subgraph, by the name it has in `ctx.loaders`. */
export const batches = {
  coNamersOfStudio,
  evaluationsOfStudio,
  fundingOfStudio,
  projectsOfStudio,
  appealsOfEvent,
  awardsOfEvent,
  competition,
  competitionEvent,
  entriesOfMember,
  eventsOfCompetition,
  organisersOfCompetition,
  publishedName,
  innovationStudio,
  jobReferral,
  jobVacancy,
  signaturesOfCertificate,
  correctionsOfEnrolment,
  lapsedOffers,
  personalDataCopy: personalDataCopy(personalData),
  certificate,
  certificatesOfMember,
  conversionsOfMember,
  course,
  courseSession,
  creditsOfMember,
  attendanceOfEnrolment,
  headcountOfProgramme,
  modulesOfProgramme,
  prerequisitesOfCourse,
  sponsorsOfProgramme,
  correctedTermsOfApplication,
  creditsOfApplication,
  termsOfApplication,
  degreeApplication,
  degreeProgramme,
  entriesOfConversion,
  instalmentsOfSponsorship,
  institution,
  isSeenMember,
  meetingsOfSession,
  occupation,
  scoreLines,
  sessionsOfCourse,
  skillsStats,
  sponsorship,
  sponsorshipOfApplication,
  subsidyApplication,
  teacher,
  trainingModule,
  trainingRecords,
  trainingVoid,
  trainingYear,
  waitlistPosition,
};
