import { merge } from '@union-graph/subgraph';
import { agencyResolvers } from './agency/resolvers.ts';
import { attendanceResolvers } from './attendance/resolvers.ts';
import { certificateResolvers } from './certificate/resolvers.ts';
import { competitionResolvers } from './competition/resolvers.ts';
import { competitionAwardResolvers } from './competition-award/resolvers.ts';
import { competitionEntryResolvers } from './competition-entry/resolvers.ts';
import { courseResolvers } from './course/resolvers.ts';
import { creditResolvers } from './credit/resolvers.ts';
import { degreeApplicationResolvers } from './degree-application/resolvers.ts';
import { degreeProgrammeResolvers } from './degree-programme/resolvers.ts';
import { degreeTermResolvers } from './degree-term/resolvers.ts';
import { districtResolvers } from './district/resolvers.ts';
import { enrolmentResolvers } from './enrolment/resolvers.ts';
import { examScoreResolvers } from './exam-scores/resolvers.ts';
import { indicatorResolvers } from './indicator/resolvers.ts';
import { jobReadyCertificateResolvers } from './job-ready-certificate/resolvers.ts';
import { jobReferralResolvers } from './job-referral/resolvers.ts';
import { jobVacancyResolvers } from './job-vacancy/resolvers.ts';
import { memberResolvers } from './member/resolvers.ts';
import { personalDataResolvers } from './personal-data/resolvers.ts';
import { ruleResolvers } from './rule/resolvers.ts';
import { sponsorshipResolvers } from './sponsorship/resolvers.ts';
import { staffTrainingResolvers } from './staff-training/resolvers.ts';
import { studioResolvers } from './studio/resolvers.ts';
import { subsidyResolvers } from './subsidy/resolvers.ts';
import { trainingProgrammeResolvers } from './training-programme/resolvers.ts';

export const resolvers = merge(
  agencyResolvers,
  competitionResolvers,
  competitionAwardResolvers,
  competitionEntryResolvers,
  ruleResolvers,
  studioResolvers,
  jobReadyCertificateResolvers,
  jobReferralResolvers,
  jobVacancyResolvers,
  personalDataResolvers,
  certificateResolvers,
  courseResolvers,
  creditResolvers,
  attendanceResolvers,
  indicatorResolvers,
  trainingProgrammeResolvers,
  degreeTermResolvers,
  degreeApplicationResolvers,
  degreeProgrammeResolvers,
  districtResolvers,
  enrolmentResolvers,
  examScoreResolvers,
  memberResolvers,
  sponsorshipResolvers,
  staffTrainingResolvers,
  subsidyResolvers,
);
