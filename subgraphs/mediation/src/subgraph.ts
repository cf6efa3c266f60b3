import path from 'node:path';
import { defineSubgraph, followMembers, followServicePoints, followStaff, hasDiedOf, refuseDead } from '@union-graph/subgraph';
import { endSignedWhileMerged } from './agreement/signedWhileMerged.ts';
import { applicationConstraints } from './application/constraints.ts';
import { leaveForDead, returnToLife } from './application/leaveForDead.ts';
import { arbitrationConstraints } from './arbitration/constraints.ts';
import { bargainingConstraints } from './bargaining/constraints.ts';
import { keepDeathsOfReps, returnReps } from './bargaining/deadReps.ts';
import { batches } from './batches.ts';
import { settleCase } from './case/settleCase.ts';
import { caseStaff, TELL_CASES, tellCases } from './case/tellStaff.ts';
import { SETTLE_CONTRACT } from './contract/fileContract.ts';
import { settleContract, TELL_COVERAGE, tellCoverage } from './contract/tellCoverage.ts';
import { entities, migrations } from './database.ts';
import { dutyConstraints } from './duty/constraints.ts';
import { SETTLE_WARNING, settleWarningOf } from './early-warning/change.ts';
import { warningConstraints } from './early-warning/constraints.ts';
import { employerPlaced } from './employer/employerPlaced.ts';
import { evidenceConstraints } from './evidence/constraints.ts';
import { SWEEP_EVIDENCE, sweepEvidence } from './evidence/sweepEvidence.ts';
import { standardConstraints } from './labour-standard/constraints.ts';
import { minimumWages } from './labour-standard/tellMinimumWage.ts';
import { lawyerConstraints } from './lawyer/constraints.ts';
import { legalAidConstraints } from './legal-aid/constraints.ts';
import { orgConstraints } from './mediation-org/constraints.ts';
import { headcountChanged } from './mediation-org/headcountChanged.ts';
import { mediatorConstraints } from './mediator/constraints.ts';
import { inTerm } from './mediator/serving.ts';
import { paths } from './paths.ts';
import { memberColumns } from './personal-data/columns.ts';
import { personalData } from './personal-data/tables.ts';
import { referralConstraints } from './referral/constraints.ts';
import { REMIND_REFERRAL, remindReferral } from './referral/remindReferral.ts';
import { requestDispatched } from './request/requestDispatched.ts';
import { resolvers } from './resolvers.ts';
import { numbers } from './rule/numbers.ts';
import { followUnions } from './union/followUnions.ts';
import { instructorConstraints } from './wage-instructor/constraints.ts';
import { withInstructorTerm } from './wage-instructor/serving.ts';

export const mediation = defineSubgraph({
  name: 'mediation',
  dir: path.join(import.meta.dirname, '..'),
  entities,
  migrations,
  batches,
  resolvers,
  numbers,
  personalData,
  refuseDead,
  hasDied: hasDiedOf('known_member'),
  currentViewer: async (viewer, reading) => withInstructorTerm(await inTerm(viewer, reading), reading),
  memberColumns,
  openToErased: [
    'addEvidence',
    'applyEnforcement',
    'applyPaymentOrder',
    'completeEvidence',
    'declareFailure',
    'recordPerformance',
    'recuseMediator',
    'referToArbitration',
    'reportBreach',
    'signAgreement',
    'withdrawCase',
  ],
  appendOnly: [
    'collective_contract_employer',
    'congress_vote',
    'guarantee_check',
    'labour_standard',
    'round_signature',
    'legal_aid_work',
    'case_mediated_by',
    'service_contract',
    'service_contract_org',
    'limitation_event',
    'referral_reminder',
    'warning_notice',
    'mediation_session',
    'agreement_signature',
    'payment',
  ],
  constraints: {
    ...orgConstraints,
    ...mediatorConstraints,
    ...applicationConstraints,
    ...arbitrationConstraints,
    ...bargainingConstraints,
    ...standardConstraints,
    ...referralConstraints,
    ...lawyerConstraints,
    ...dutyConstraints,
    ...evidenceConstraints,
    ...warningConstraints,
    ...legalAidConstraints,
    ...instructorConstraints,
  },
  snapshots: [minimumWages, caseStaff],
  keepsFiles: true,
  paths,
  endedUnions: 'select union_id from known_union where has_ended',
  on: [
    headcountChanged,
    employerPlaced,
    followStaff,
    followMembers,
    endSignedWhileMerged,
    ...leaveForDead,
    ...returnToLife,
    ...keepDeathsOfReps,
    ...returnReps,
    ...followUnions,
    followServicePoints,
    requestDispatched,
  ],
  tasks: {
    settle_case: settleCase,
    [TELL_CASES]: tellCases,
    [SETTLE_CONTRACT]: settleContract,
    [TELL_COVERAGE]: tellCoverage,
    [REMIND_REFERRAL]: remindReferral,
    [SWEEP_EVIDENCE]: sweepEvidence,
    [SETTLE_WARNING]: settleWarningOf,
  },
});
