import path from 'node:path';
import { identityKeyFaults } from '@union-graph/identity';
import {
  defineSubgraph,
  followMembers,
  followMoves,
  followSocialOrganisations,
  followStaff,
  hasDiedOf,
  refuseDead,
} from '@union-graph/subgraph';
import { aidConstraints } from './aid/constraints.ts';
import { bankStatementConstraints } from './bank-statement/constraints.ts';
import { RECONCILE_STATEMENT, reconcileStatement } from './bank-statement/reconcileStatement.ts';
import { batches } from './batches.ts';
import { bookTransferConstraints } from './book-transfer/constraints.ts';
import { budgetConstraints } from './budget/constraints.ts';
import { claimConstraints } from './claim/constraints.ts';
import { entities, migrations } from './database.ts';
import { disbursementConstraints } from './disbursement/constraints.ts';
import { payDueInstalment } from './disbursement/payDueInstalment.ts';
import { payRequestedSubsidy } from './disbursement/payRequestedSubsidy.ts';
import { donationConstraints } from './donation/constraints.ts';
import { hardshipConstraints } from './hardship/constraints.ts';
import { recoveryRecorded } from './hardship/recoveryRecorded.ts';
import { requestDispatched } from './hardship/requestDispatched.ts';
import { ledgerConstraints } from './ledger/constraints.ts';
import { followIdentities } from './member/identities.ts';
import { BEGIN_PLAN, beginPlan } from './mutual-aid/beginPlan.ts';
import { followCard } from './mutual-aid/followCard.ts';
import { coverageTasks } from './mutual-aid/renewCoverage.ts';
import { paidLossConstraints } from './paid-loss/constraints.ts';
import { paths } from './paths.ts';
import { payoutSourceConstraints } from './payout-source/constraints.ts';
import { memberColumns } from './personal-data/columns.ts';
import { endForDead } from './personal-data/endForDead.ts';
import { endOpenWork } from './personal-data/endOpenWork.ts';
import { resumeForLiving } from './personal-data/resumeForLiving.ts';
import { personalData } from './personal-data/tables.ts';
import { projectConstraints } from './project/constraints.ts';
import { reserveWaiting } from './reservation/reserveWaiting.ts';
import { RESERVE_WAITING } from './reservation/wakeWaiting.ts';
import { resolvers } from './resolvers.ts';
import { numbers } from './rule/numbers.ts';
import { runningFundConstraints } from './running-fund/constraints.ts';
import { followUnion } from './running-fund/followUnion.ts';
import { serviceCostConstraints } from './service-cost/constraints.ts';
import { snapshots } from './snapshots.ts';
import { followStudio } from './studio-funding/followStudio.ts';

export const warmthFund = defineSubgraph({
  name: 'warmth-fund',
  dir: path.join(import.meta.dirname, '..'),
  entities,
  migrations,
  batches,
  resolvers,
  numbers,
  settingFaults: identityKeyFaults,
  personalData,
  refuseDead,
  hasDied: hasDiedOf('known_member'),
  memberColumns,
  snapshots,
  openToErased: ['addClaimDocuments', 'appealClaim', 'cancelAid'],
  appendOnly: [
    'home_visit',
    'income_evidence',
    'public_notice',
    'journal_entry',
    'payment_batch',
    'payment_batch_line',
    'mutual_aid_claim_document',
    'period_closing',
    'posting',
    'sponsorship_part',
    'card_event',
    'project_agreement',
    'project_application_partner',
    'project_application_person',
    'project_beneficiary',
    'project_evaluation',
    'project_organisation',
    'project_report',
    'service_cost_receipt',
  ],
  constraints: {
    ...ledgerConstraints,
    ...bookTransferConstraints,
    ...claimConstraints,
    ...donationConstraints,
    ...bankStatementConstraints,
    ...disbursementConstraints,
    ...hardshipConstraints,
    ...aidConstraints,
    ...paidLossConstraints,
    ...payoutSourceConstraints,
    ...budgetConstraints,
    ...projectConstraints,
    ...runningFundConstraints,
    ...serviceCostConstraints,
  },
  paths,
  endedUnions: 'select union_id from union_standing where has_ended',
  on: [
    requestDispatched,
    recoveryRecorded,
    endOpenWork,
    followCard,
    followStaff,
    followMembers,
    followIdentities,
    ...endForDead,
    ...resumeForLiving,
    followMoves(paths),
    followSocialOrganisations,
    ...payRequestedSubsidy,
    ...payDueInstalment,
    ...followStudio,
    ...followUnion,
  ],
  tasks: {
    [RESERVE_WAITING]: reserveWaiting,
    ...coverageTasks,
    [BEGIN_PLAN]: beginPlan,
    [RECONCILE_STATEMENT]: reconcileStatement,
  },
});
