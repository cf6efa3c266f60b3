import { merge } from '@union-graph/subgraph';
import { aidResolvers } from './aid/resolvers.ts';
import { bankStatementResolvers } from './bank-statement/resolvers.ts';
import { bookTransferResolvers } from './book-transfer/resolvers.ts';
import { budgetResolvers } from './budget/resolvers.ts';
import { claimResolvers } from './claim/resolvers.ts';
import { disbursementResolvers } from './disbursement/resolvers.ts';
import { districtResolvers } from './district/resolvers.ts';
import { donationResolvers } from './donation/resolvers.ts';
import { fundResolvers } from './fund/resolvers.ts';
import { hardshipResolvers } from './hardship/resolvers.ts';
import { ledgerResolvers } from './ledger/resolvers.ts';
import { mediationCaseResolvers } from './mediation-case/resolvers.ts';
import { memberResolvers } from './member/resolvers.ts';
import { coverageResolvers } from './mutual-aid/resolvers.ts';
import { paymentBatchResolvers } from './payment-batch/resolvers.ts';
import { periodResolvers } from './period/resolvers.ts';
import { personalDataResolvers } from './personal-data/resolvers.ts';
import { projectResolvers } from './project/resolvers.ts';
import { projectAgreementResolvers } from './project-agreement/resolvers.ts';
import { projectApplicationResolvers } from './project-application/resolvers.ts';
import { projectReportResolvers } from './project-report/resolvers.ts';
import { ruleResolvers } from './rule/resolvers.ts';
import { runningFundResolvers } from './running-fund/resolvers.ts';
import { serviceCostResolvers } from './service-cost/resolvers.ts';
import { sponsorshipResolvers } from './sponsorship/resolvers.ts';

export const resolvers = merge(
  ruleResolvers,
  hardshipResolvers,
  personalDataResolvers,
  aidResolvers,
  bankStatementResolvers,
  bookTransferResolvers,
  budgetResolvers,
  claimResolvers,
  coverageResolvers,
  disbursementResolvers,
  districtResolvers,
  donationResolvers,
  fundResolvers,
  ledgerResolvers,
  mediationCaseResolvers,
  memberResolvers,
  paymentBatchResolvers,
  periodResolvers,
  projectAgreementResolvers,
  projectApplicationResolvers,
  projectReportResolvers,
  projectResolvers,
  runningFundResolvers,
  serviceCostResolvers,
  sponsorshipResolvers,
);
