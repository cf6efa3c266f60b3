import path from 'node:path';
import { defineSubgraph, followEnterprises, followStaff, hasDiedOf } from '@union-graph/subgraph';
import { batches } from './batches.ts';
import { certificateConstraints } from './certificate/constraints.ts';
import { competitionConstraints } from './competition/constraints.ts';
import { awardConstraints } from './competition-award/constraints.ts';
import { entryConstraints } from './competition-entry/constraints.ts';
import { courseConstraints } from './course/constraints.ts';
import { creditConstraints } from './credit/constraints.ts';
import { entities, migrations } from './database.ts';
import { degreeConstraints } from './degree-application/constraints.ts';
import { degreeTermConstraints } from './degree-term/constraints.ts';
import { enrolmentConstraints } from './enrolment/constraints.ts';
import { lists } from './enrolment/listed.ts';
import { offerFreePlacesLater } from './enrolment/places.ts';
import { TELL_SAFETY_TRAINING, tellSafetyTraining } from './enrolment/safetyTraining.ts';
import { jobReadyConstraints } from './job-ready-certificate/constraints.ts';
import { referralConstraints } from './job-referral/constraints.ts';
import { requestDispatched } from './job-referral/requestDispatched.ts';
import { followEmployment } from './member/getEmployer.ts';
import { memberPlaced, refuseDead } from './member/place.ts';
import { followMinimumWage } from './minimum-wage/followMinimumWage.ts';
import { paths } from './paths.ts';
import { memberColumns } from './personal-data/columns.ts';
import { endForDead } from './personal-data/endForDead.ts';
import { personalData } from './personal-data/tables.ts';
import { resolvers } from './resolvers.ts';
import { numbers } from './rule/numbers.ts';
import { sponsorshipConstraints } from './sponsorship/constraints.ts';
import { instalmentPayments } from './sponsorship/payment.ts';
import { studioConstraints } from './studio/constraints.ts';
import { studioPayments } from './studio-funding/payment.ts';
import { subsidyConstraints } from './subsidy/constraints.ts';
import { subsidyPayments } from './subsidy/payment.ts';
import { programmeConstraints } from './training-programme/constraints.ts';
import { followUnions } from './union/followUnions.ts';

export const training = defineSubgraph({
  name: 'training',
  dir: path.join(import.meta.dirname, '..'),
  entities,
  migrations,
  batches,
  resolvers,
  numbers,
  personalData,
  refuseDead,
  hasDied: hasDiedOf('member_place'),
  memberColumns,
  openToErased: ['withdrawCertificate', 'withdrawFromStudies'],
  appendOnly: [
    'agency',
    'competition_organiser',
    'course_prerequisite',
    'training_programme_module',
    'training_programme_sponsor',
    'degree_rule',
    'exam_score_import',
    'studio_co_namer',
    'studio_evaluation',
    'job_ready_signature',
    'staff_training_record',
    'staff_training_void',
    'subsidy_rule',
    'occupation',
    'training_module',
  ],
  constraints: {
    ...certificateConstraints,
    ...subsidyConstraints,
    ...enrolmentConstraints,
    ...creditConstraints,
    ...degreeConstraints,
    ...degreeTermConstraints,
    ...programmeConstraints,
    ...courseConstraints,
    ...sponsorshipConstraints,
    ...studioConstraints,
    ...competitionConstraints,
    ...entryConstraints,
    ...awardConstraints,
    ...referralConstraints,
    ...jobReadyConstraints,
  },
  snapshots: [lists],
  paths,
  endedUnions: 'select union_id from ended_union',
  on: [
    requestDispatched,
    followStaff,
    followEnterprises,
    followMinimumWage,
    ...memberPlaced,
    ...endForDead,
    ...followUnions,
    followEmployment,
    ...subsidyPayments,
    ...instalmentPayments,
    ...studioPayments,
  ],
  tasks: { offer_free_places: offerFreePlacesLater, [TELL_SAFETY_TRAINING]: tellSafetyTraining },
});
