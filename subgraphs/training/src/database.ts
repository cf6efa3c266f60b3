import {
  DirectoryEntry,
  directoryBeginningMigration,
  directoryMigration,
  followsMovesMigration,
  memberPlaceDayMigration,
  memberPlaceLifeMigration,
  movedUnionMigration,
} from '@union-graph/subgraph';
import { CreateCertificate1767312000000 } from '../migrations/1767312000000-createCertificate.ts';
import { CreateSubsidy1767313000000 } from '../migrations/1767313000000-createSubsidy.ts';
import { CreateCourse1767314000000 } from '../migrations/1767314000000-createCourse.ts';
import { CreateEnrolment1767315000000 } from '../migrations/1767315000000-createEnrolment.ts';
import { CreateStaffTraining1767316000000 } from '../migrations/1767316000000-createStaffTraining.ts';
import { CreateSponsorship1767317000000 } from '../migrations/1767317000000-createSponsorship.ts';
import { AllowErasure1768200000000 } from '../migrations/1768200000000-allowErasure.ts';
import { CreateJobReferral1768700000000 } from '../migrations/1768700000000-createJobReferral.ts';
import { CreateStudio1768800000000 } from '../migrations/1768800000000-createStudio.ts';
import { AddSafetyCourses1768900000000 } from '../migrations/1768900000000-addSafetyCourses.ts';
import { OrderNamesByPinyin1770700001000 } from '../migrations/1770700001000-orderNamesByPinyin.ts';
import { FollowMerges1770700002000 } from '../migrations/1770700002000-followMerges.ts';
import { MarkPlaceholders1770800004000 } from '../migrations/1770800004000-markPlaceholders.ts';
import { CompareNamesFolded1771010003000 } from '../migrations/1771010003000-compareNamesFolded.ts';
import { CreateDegreeProgramme1771020001000 } from '../migrations/1771020001000-createDegreeProgramme.ts';
import { CreateCredit1771020002000 } from '../migrations/1771020002000-createCredit.ts';
import { CreateDegreeApplication1771300000002 } from '../migrations/1771300000002-createDegreeApplication.ts';
import { PaySponsorship1771300000004 } from '../migrations/1771300000004-paySponsorship.ts';
import { CreateAttendance1771300000006 } from '../migrations/1771300000006-createAttendance.ts';
import { CreateDegreeTerm1771300000008 } from '../migrations/1771300000008-createDegreeTerm.ts';
import { CreateAgencyDelegate1771310001001 } from '../migrations/1771310001001-createAgencyDelegate.ts';
import { CreateCompetition1771310001003 } from '../migrations/1771310001003-createCompetition.ts';
import { NominateStudio1771310001005 } from '../migrations/1771310001005-nominateStudio.ts';
import { CreateJobVacancy1771310001007 } from '../migrations/1771310001007-createJobVacancy.ts';
import { CreateJobReadyCertificate1771310001009 } from '../migrations/1771310001009-createJobReadyCertificate.ts';
import { CreateTrainingProgramme1771310002010 } from '../migrations/1771310002010-createTrainingProgramme.ts';
import { ReturnSubsidies1771310002012 } from '../migrations/1771310002012-returnSubsidies.ts';
import { CountPayoutParts1771310002014 } from '../migrations/1771310002014-countPayoutParts.ts';
import { DateBestScore1771310003016 } from '../migrations/1771310003016-dateBestScore.ts';
import { PayStudioFunding1771310003018 } from '../migrations/1771310003018-payStudioFunding.ts';
import { FollowMinimumWage1771310003020 } from '../migrations/1771310003020-followMinimumWage.ts';
import { WithdrawPayments1771310003021 } from '../migrations/1771310003021-withdrawPayments.ts';
import { WithdrawApplications1771310003022 } from '../migrations/1771310003022-withdrawApplications.ts';
import { BoundMeetings1771310003023 } from '../migrations/1771310003023-boundMeetings.ts';
import { CreateEmployment1771330020000 } from '../migrations/1771330020000-createEmployment.ts';
import { ClaimCertificateNumbers1771330020001 } from '../migrations/1771330020001-claimCertificateNumbers.ts';
import { KeyCreditProofs1771330020002 } from '../migrations/1771330020002-keyCreditProofs.ts';
import { VoidStaffTraining1771330020003 } from '../migrations/1771330020003-voidStaffTraining.ts';
import { EndWaiting1771330020004 } from '../migrations/1771330020004-endWaiting.ts';
import { TellExamAbsence1771330020005 } from '../migrations/1771330020005-tellExamAbsence.ts';
import { VerifyByAnother1771330020006 } from '../migrations/1771330020006-verifyByAnother.ts';
import { CorrectResults1771330020007 } from '../migrations/1771330020007-correctResults.ts';
import { CorrectTerms1771330020008 } from '../migrations/1771330020008-correctTerms.ts';
import { FreeRevokedNumber1771330020009 } from '../migrations/1771330020009-freeRevokedNumber.ts';
import { ListCredits1771330020010 } from '../migrations/1771330020010-listCredits.ts';
import { KeepSubsidiesInDistrict1773000000503 } from '../migrations/1773000000503-keepSubsidiesInDistrict.ts';
import { EndEnrolmentsOfDead1773100000000 } from '../migrations/1773100000000-endEnrolmentsOfDead.ts';
import { ReleaseConversionsOfDead1773100000002 } from '../migrations/1773100000002-releaseConversionsOfDead.ts';
import { CreateEndedUnion1773300020000 } from '../migrations/1773300020000-createEndedUnion.ts';
import { FreeWithdrawnNumber1773500000000 } from '../migrations/1773500000000-freeWithdrawnNumber.ts';
import { AgencyDelegate } from './agency/AgencyDelegate.ts';
import { Attendance } from './attendance/Attendance.ts';
import { Certificate } from './certificate/Certificate.ts';
import { Occupation } from './certificate/Occupation.ts';
import { Competition } from './competition/Competition.ts';
import { CompetitionEvent } from './competition/CompetitionEvent.ts';
import { CompetitionAppeal } from './competition-award/CompetitionAppeal.ts';
import { CompetitionAward } from './competition-award/CompetitionAward.ts';
import { CompetitionEntry } from './competition-entry/CompetitionEntry.ts';
import { Course } from './course/Course.ts';
import { CourseSession } from './course/CourseSession.ts';
import { Institution } from './course/Institution.ts';
import { Meeting } from './course/Meeting.ts';
import { Teacher } from './course/Teacher.ts';
import { TrainingModule } from './course/TrainingModule.ts';
import { CreditConversion } from './credit/CreditConversion.ts';
import { CreditEntry } from './credit/CreditEntry.ts';
import { DegreeApplication } from './degree-application/DegreeApplication.ts';
import { DegreeRule } from './degree-application/DegreeRule.ts';
import { DegreeProgramme } from './degree-programme/DegreeProgramme.ts';
import { ScoreLine } from './degree-programme/ScoreLine.ts';
import { DegreeTerm } from './degree-term/DegreeTerm.ts';
import { Enrolment } from './enrolment/Enrolment.ts';
import { ResultCorrection } from './enrolment/ResultCorrection.ts';
import { ExamScoreImport } from './exam-scores/ExamScoreImport.ts';
import { IssuerSignature } from './job-ready-certificate/IssuerSignature.ts';
import { JobReadyCertificate } from './job-ready-certificate/JobReadyCertificate.ts';
import { JobReferral } from './job-referral/JobReferral.ts';
import { JobVacancy } from './job-vacancy/JobVacancy.ts';
import { Employment } from './member/Employment.ts';
import { MemberPlace } from './member/MemberPlace.ts';
import { MinimumWage } from './minimum-wage/MinimumWage.ts';
import { Instalment } from './sponsorship/Instalment.ts';
import { Sponsorship } from './sponsorship/Sponsorship.ts';
import { StaffTrainingRecord } from './staff-training/StaffTrainingRecord.ts';
import { StaffTrainingVoid } from './staff-training/StaffTrainingVoid.ts';
import { TrainingCompliance } from './staff-training/TrainingCompliance.ts';
import { InnovationStudio } from './studio/InnovationStudio.ts';
import { StudioEvaluation } from './studio/StudioEvaluation.ts';
import { StudioProject } from './studio/StudioProject.ts';
import { StudioFunding } from './studio-funding/StudioFunding.ts';
import { SubsidyApplication } from './subsidy/SubsidyApplication.ts';
import { SubsidyRule } from './subsidy/SubsidyRule.ts';
import { TrainingProgramme } from './training-programme/TrainingProgramme.ts';
import { EndedUnion } from './union/EndedUnion.ts';

export const entities = [
  EndedUnion,
  AgencyDelegate,
  Competition,
  CompetitionAppeal,
  CompetitionAward,
  CompetitionEntry,
  CompetitionEvent,
  DirectoryEntry,
  InnovationStudio,
  StudioEvaluation,
  StudioFunding,
  StudioProject,
  IssuerSignature,
  JobReadyCertificate,
  JobReferral,
  JobVacancy,
  Certificate,
  Course,
  CourseSession,
  CreditConversion,
  CreditEntry,
  DegreeApplication,
  DegreeProgramme,
  Attendance,
  TrainingProgramme,
  DegreeRule,
  DegreeTerm,
  Enrolment,
  ResultCorrection,
  ExamScoreImport,
  Instalment,
  Institution,
  Meeting,
  Employment,
  MemberPlace,
  MinimumWage,
  Occupation,
  ScoreLine,
  Sponsorship,
  StaffTrainingRecord,
  StaffTrainingVoid,
  TrainingCompliance,
  SubsidyApplication,
  SubsidyRule,
  Teacher,
  TrainingModule,
];

export const migrations = [
  CreateCertificate1767312000000,
  CreateSubsidy1767313000000,
  CreateCourse1767314000000,
  CreateEnrolment1767315000000,
  CreateStaffTraining1767316000000,
  CreateSponsorship1767317000000,
  AllowErasure1768200000000,
  CreateJobReferral1768700000000,
  CreateStudio1768800000000,
  AddSafetyCourses1768900000000,
  OrderNamesByPinyin1770700001000,
  FollowMerges1770700002000,
  MarkPlaceholders1770800004000,
  CompareNamesFolded1771010003000,
  CreateDegreeProgramme1771020001000,
  CreateCredit1771020002000,
  directoryMigration(),
  CreateAgencyDelegate1771310001001,
  CreateCompetition1771310001003,
  CreateDegreeApplication1771300000002,
  PaySponsorship1771300000004,
  CreateAttendance1771300000006,
  CreateDegreeTerm1771300000008,
  NominateStudio1771310001005,
  CreateJobVacancy1771310001007,
  CreateTrainingProgramme1771310002010,
  CreateJobReadyCertificate1771310001009,
  ReturnSubsidies1771310002012,
  CountPayoutParts1771310002014,
  DateBestScore1771310003016,
  PayStudioFunding1771310003018,
  FollowMinimumWage1771310003020,
  WithdrawPayments1771310003021,
  WithdrawApplications1771310003022,
  BoundMeetings1771310003023,
  CreateEmployment1771330020000,
  ClaimCertificateNumbers1771330020001,
  KeyCreditProofs1771330020002,
  VoidStaffTraining1771330020003,
  EndWaiting1771330020004,
  TellExamAbsence1771330020005,
  VerifyByAnother1771330020006,
  CorrectResults1771330020007,
  CorrectTerms1771330020008,
  FreeRevokedNumber1771330020009,
  ListCredits1771330020010,
  memberPlaceLifeMigration(),
  directoryBeginningMigration(),
  movedUnionMigration(),
  followsMovesMigration('training_app', 1773000000501, [
    'certificate.scope_path',
    'competition_appeal.scope_path',
    'competition_award.scope_path',
    'competition_entry.scope_path',
    'credit_conversion.scope_path',
    'credit_entry.scope_path',
    'degree_application.scope_path',
    'directory_entry.scope_path',
    'enrolment.scope_path',
    'innovation_studio.scope_path',
    'job_ready_certificate.scope_path',
    'job_referral.scope_path',
    'member_place.scope_path',
    'sponsorship.scope_path',
    'subsidy_application.scope_path',
  ]),
  KeepSubsidiesInDistrict1773000000503,
  EndEnrolmentsOfDead1773100000000,
  ReleaseConversionsOfDead1773100000002,
  CreateEndedUnion1773300020000,
  FreeWithdrawnNumber1773500000000,
  memberPlaceDayMigration(),
];
