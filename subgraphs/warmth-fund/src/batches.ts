import { personalDataCopy } from '@union-graph/subgraph';
import { aidApplication, aidCycle, aidOfMember, aidScheme, hasUndecided, schemeOfCycle, sumsOfCycle } from './aid/loaders.ts';
import { bankStatement, statementProgress, withBank } from './bank-statement/loaders.ts';
import { budgetsOfFund } from './budget/loaders.ts';
import { coverageOfClaim, documentsOfClaim, mutualAidClaim } from './claim/loaders.ts';
import { disbursement, disbursementOfSource, stopOfDisbursement } from './disbursement/loaders.ts';
import { fundStats } from './district/stats.ts';
import { donation, schemeByCode } from './donation/loaders.ts';
import { fund, fundBalance } from './fund/loaders.ts';
import { doublesOfFile } from './hardship/doubles.ts';
import {
  healthIsOpen,
  household,
  membersOfHousehold,
  noticeOfFile,
  objectionsOfNotice,
  visitsOfFile,
} from './hardship/loaders.ts';
import { fileOfMember, hardshipFile } from './hardship/queries.ts';
import { journalEntry, ledgerAccount, postings } from './ledger/loaders.ts';
import { benefits, coverageOfCard, coverageOfMember, mutualAidPlan } from './mutual-aid/loaders.ts';
import { paymentBatch, payoutsOfBatch } from './payment-batch/loaders.ts';
import { personalData } from './personal-data/tables.ts';
import { districtsOfProject, projectsOfOrganisation, receivedFen, seesProjectWork, serviceProject } from './project/loaders.ts';
import { agreementOfProject, instalmentsOfAgreement, milestone, milestonesOfProject } from './project-agreement/loaders.ts';
import { applicationsOfProject, evaluationsOfApplication } from './project-application/loaders.ts';
import { beneficiaryCount, reportsOfProject } from './project-report/loaders.ts';
import { allocationsOfUnion } from './running-fund/loaders.ts';
import { receiptsOfServiceCost, serviceCostApplication } from './service-cost/loaders.ts';
import { paymentsOfSponsorship } from './sponsorship/loaders.ts';

/** Every loader of the subgraph, by the name it has in `ctx.loaders`. */
export const batches = {
  fileOfMember,
  hardshipFile,
  doublesOfFile,
  household,
  membersOfHousehold,
  noticeOfFile,
  healthIsOpen,
  objectionsOfNotice,
  visitsOfFile,
  personalDataCopy: personalDataCopy(personalData),
  agreementOfProject,
  aidApplication,
  aidCycle,
  aidOfMember,
  aidScheme,
  hasUndecided,
  sumsOfCycle,
  allocationsOfUnion,
  applicationsOfProject,
  bankStatement,
  beneficiaryCount,
  benefits,
  budgetsOfFund,
  coverageOfCard,
  coverageOfClaim,
  coverageOfMember,
  disbursement,
  disbursementOfSource,
  stopOfDisbursement,
  paymentsOfSponsorship,
  districtsOfProject,
  documentsOfClaim,
  donation,
  evaluationsOfApplication,
  fund,
  fundBalance,
  fundStats,
  instalmentsOfAgreement,
  journalEntry,
  ledgerAccount,
  milestone,
  milestonesOfProject,
  mutualAidClaim,
  mutualAidPlan,
  paymentBatch,
  payoutsOfBatch,
  postings,
  projectsOfOrganisation,
  receivedFen,
  reportsOfProject,
  schemeByCode,
  schemeOfCycle,
  seesProjectWork,
  receiptsOfServiceCost,
  serviceCostApplication,
  serviceProject,
  statementProgress,
  withBank,
};
