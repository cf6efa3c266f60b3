import { knownMembers, memberIdentities, socialOrganisationEntries, staffEntries } from './directory.ts';
import type { Table } from './index.ts';
import { consentStandings } from './organisation-cards.ts';
import { budgetAllocationRows, unionStandingRows } from './organisation-joint-unions.ts';
import { PAID_INSTALMENTS } from './training-degree.ts';
import {
  agreementRows,
  budgetRows,
  instalmentRows,
  milestoneRows,
  projectEntries,
  projectPayoutRows,
  projectTransferRows,
} from './warmth-fund-agreements.ts';
import { aidApplicationRows, aidBudgetRow, cycleRows, schemeRows } from './warmth-fund-aid.ts';
import { applicationPersonRows, applicationRows, evaluationRows } from './warmth-fund-applications.ts';
import { bankStatementLineRows, bankStatementRows, paymentBatchLineRows, paymentBatchRows } from './warmth-fund-bank.ts';
import { beneficiaryRows, countRows, reportRows } from './warmth-fund-beneficiaries.ts';
import { openingEntries } from './warmth-fund-books.ts';
import { claimDocumentRows, claimEntries, claimPayoutRows, claimRows, claimTransferRows } from './warmth-fund-claims.ts';
import { periodClosingRows } from './warmth-fund-closings.ts';
import { benefitRuleRows, cardEventRows, coverageRows, planRows } from './warmth-fund-coverage.ts';
import { donationEntries, donationRows, receiptCounterRows } from './warmth-fund-donations.ts';
import {
  hardshipFileRows,
  homeVisitRows,
  householdMemberRows,
  householdRows,
  incomeEvidenceRows,
  noticeRows,
} from './warmth-fund-hardship.ts';
import { disbursementRows, payoutEntries, pendingTransferRows } from './warmth-fund-payouts.ts';
import { projectDistrictRows, projectOrganisationRows, projectRows } from './warmth-fund-projects.ts';
import {
  serviceCostBudgetRow,
  serviceCostEntries,
  serviceCostPayoutRows,
  serviceCostReceiptRows,
  serviceCostRows,
  serviceCostTransferRows,
} from './warmth-fund-service-costs.ts';
import { sourcesOf } from './warmth-fund-sources.ts';
import { bookTransferRows, transferEntries } from './warmth-fund-transfers.ts';

const payouts = [...disbursementRows, ...projectPayoutRows, ...claimPayoutRows, ...serviceCostPayoutRows];
const entries = [
  ...openingEntries,
  ...transferEntries,
  ...donationEntries,
  ...payoutEntries,
  ...projectEntries,
  ...claimEntries,
  ...serviceCostEntries,
];

/** The Warmth Fund on 2013-10-19: its books, payouts in every state, cover of the demo cards, aid and service projects. */
export const tables: readonly Table[] = [
  { table: 'consent_standing', rows: consentStandings },
  { table: 'directory_entry', rows: [...socialOrganisationEntries, ...staffEntries] },
  { table: 'known_member', rows: knownMembers },
  { table: 'member_identity', rows: memberIdentities },
  { table: 'journal_entry', rows: entries.map(({ row }) => row) },
  { table: 'posting', rows: entries.flatMap(({ postings }) => postings) },
  { table: 'donation', rows: donationRows },
  { table: 'receipt_counter', rows: receiptCounterRows },
  { table: 'book_transfer', rows: bookTransferRows },
  { table: 'period_closing', rows: periodClosingRows(entries) },
  { table: 'payout_source', rows: sourcesOf(payouts) },
  {
    table: 'sponsorship_part',
    rows: PAID_INSTALMENTS.map((part) => ({ instalment_id: part.id, sponsorship_id: part.sponsorshipId })),
  },
  { table: 'disbursement', rows: payouts },
  {
    table: 'pending_transfer',
    rows: [...pendingTransferRows, ...projectTransferRows, ...claimTransferRows, ...serviceCostTransferRows],
  },
  { table: 'payment_batch', rows: paymentBatchRows },
  { table: 'payment_batch_line', rows: paymentBatchLineRows },
  { table: 'bank_statement', rows: bankStatementRows },
  { table: 'bank_statement_line', rows: bankStatementLineRows },
  { table: 'mutual_aid_plan', rows: planRows },
  { table: 'mutual_aid_benefit', rows: benefitRuleRows },
  { table: 'card_event', rows: cardEventRows },
  { table: 'coverage', rows: coverageRows },
  { table: 'household', rows: householdRows },
  { table: 'household_member', rows: householdMemberRows },
  { table: 'mutual_aid_claim', rows: claimRows },
  { table: 'mutual_aid_claim_document', rows: claimDocumentRows },
  { table: 'hardship_file', rows: hardshipFileRows },
  { table: 'home_visit', rows: homeVisitRows },
  { table: 'income_evidence', rows: incomeEvidenceRows },
  { table: 'public_notice', rows: noticeRows },
  { table: 'budget', rows: [...budgetRows, aidBudgetRow, serviceCostBudgetRow] },
  { table: 'service_cost_application', rows: serviceCostRows },
  { table: 'service_cost_receipt', rows: serviceCostReceiptRows },
  { table: 'aid_scheme', rows: schemeRows },
  { table: 'aid_cycle', rows: cycleRows },
  { table: 'aid_application', rows: aidApplicationRows },
  { table: 'union_standing', rows: unionStandingRows },
  { table: 'budget_allocation', rows: budgetAllocationRows },
  { table: 'service_project', rows: projectRows },
  { table: 'service_project_district', rows: projectDistrictRows },
  { table: 'project_organisation', rows: projectOrganisationRows },
  { table: 'project_application', rows: applicationRows },
  { table: 'project_application_person', rows: applicationPersonRows },
  { table: 'project_evaluation', rows: evaluationRows },
  { table: 'project_agreement', rows: agreementRows },
  { table: 'project_milestone', rows: milestoneRows },
  { table: 'project_instalment', rows: instalmentRows },
  { table: 'project_report', rows: reportRows },
  { table: 'project_beneficiary', rows: beneficiaryRows },
  { table: 'project_count', rows: countRows },
];
