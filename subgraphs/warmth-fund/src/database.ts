import {
  DirectoryEntry,
  directoryBeginningMigration,
  directoryMigration,
  followsMovesMigration,
  KnownMember,
  knownMemberDayMigration,
  knownMemberLifeMigration,
  knownMemberMigration,
  knownMemberPlaceMigration,
  movedUnionMigration,
} from '@union-graph/subgraph';
import { CreateLedger1767330000000 } from '../migrations/1767330000000-createLedger.ts';
import { CreateDisbursement1767331000000 } from '../migrations/1767331000000-createDisbursement.ts';
import { CreateCoverage1767332000000 } from '../migrations/1767332000000-createCoverage.ts';
import { CreateAid1767333000000 } from '../migrations/1767333000000-createAid.ts';
import { CreateServiceProject1767334000000 } from '../migrations/1767334000000-createServiceProject.ts';
import { CreateBudget1767335000000 } from '../migrations/1767335000000-createBudget.ts';
import { PayOrganisations1767336000000 } from '../migrations/1767336000000-payOrganisations.ts';
import { CreateProjectLife1767337000000 } from '../migrations/1767337000000-createProjectLife.ts';
import { RecordReturnedMoney1767338000000 } from '../migrations/1767338000000-recordReturnedMoney.ts';
import { OpenFileByRequest1768700000000 } from '../migrations/1768700000000-openFileByRequest.ts';
import { CreateBudgetAllocation1768800000000 } from '../migrations/1768800000000-createBudgetAllocation.ts';
import { FollowMerges1770700001000 } from '../migrations/1770700001000-followMerges.ts';
import { MarkPlaceholders1770800003000 } from '../migrations/1770800003000-markPlaceholders.ts';
import { CountPayees1770900000000 } from '../migrations/1770900000000-countPayees.ts';
import { TellMovedCards1771010000000 } from '../migrations/1771010000000-tellMovedCards.ts';
import { ClosePeriods1772100000000 } from '../migrations/1772100000000-closePeriods.ts';
import { WidenChart1772101000000 } from '../migrations/1772101000000-widenChart.ts';
import { CreateBookTransfer1772102000000 } from '../migrations/1772102000000-createBookTransfer.ts';
import { FindEntriesBySource1772103000000 } from '../migrations/1772103000000-findEntriesBySource.ts';
import { CreatePayoutSource1772200000000 } from '../migrations/1772200000000-createPayoutSource.ts';
import { KeepHouseholds1772210000000 } from '../migrations/1772210000000-keepHouseholds.ts';
import { DecideAid1772220000000 } from '../migrations/1772220000000-decideAid.ts';
import { CreateUnionStanding1772231000000 } from '../migrations/1772231000000-createUnionStanding.ts';
import { CreateClaim1772300000000 } from '../migrations/1772300000000-createClaim.ts';
import { CreateDonation1772400000000 } from '../migrations/1772400000000-createDonation.ts';
import { CreatePaymentBatch1772500000000 } from '../migrations/1772500000000-createPaymentBatch.ts';
import { CreateBankStatement1772501000000 } from '../migrations/1772501000000-createBankStatement.ts';
import { CreateServiceCost1772600000000 } from '../migrations/1772600000000-createServiceCost.ts';
import { MoveBalancesAtOnce1772710000000 } from '../migrations/1772710000000-moveBalancesAtOnce.ts';
import { DecideProjectsApart1772720000000 } from '../migrations/1772720000000-decideProjectsApart.ts';
import { HoldRecordsOnce1772800000000 } from '../migrations/1772800000000-holdRecordsOnce.ts';
import { KeepSponsorshipParts1772800000002 } from '../migrations/1772800000002-keepSponsorshipParts.ts';
import { KeepDocumentsByKind1772801000000 } from '../migrations/1772801000000-keepDocumentsByKind.ts';
import { AskWithinCall1772802000000 } from '../migrations/1772802000000-askWithinCall.ts';
import { KeepBoundMoney1772803000000 } from '../migrations/1772803000000-keepBoundMoney.ts';
import { SeeWaitingPayouts1772804000000 } from '../migrations/1772804000000-seeWaitingPayouts.ts';
import { KeepGrantsApart1772805000000 } from '../migrations/1772805000000-keepGrantsApart.ts';
import { CountPersonsOnce1772806000000 } from '../migrations/1772806000000-countPersonsOnce.ts';
import { EndFilesOtherwise1772807000000 } from '../migrations/1772807000000-endFilesOtherwise.ts';
import { KeepDonationsApart1772808000000 } from '../migrations/1772808000000-keepDonationsApart.ts';
import { PayNobodyClose1772809000000 } from '../migrations/1772809000000-payNobodyClose.ts';
import { PayLossOnce1772810000000 } from '../migrations/1772810000000-payLossOnce.ts';
import { CountFailuresByHand1772811000000 } from '../migrations/1772811000000-countFailuresByHand.ts';
import { OtherEvents1772812000000 } from '../migrations/1772812000000-otherEvents.ts';
import { FindCardsOfMember1772813000000 } from '../migrations/1772813000000-findCardsOfMember.ts';
import { TellLossesApart1772830000000 } from '../migrations/1772830000000-tellLossesApart.ts';
import { FindClaimsByPaper1772831000000 } from '../migrations/1772831000000-findClaimsByPaper.ts';
import { ProveNumbers1772834000000 } from '../migrations/1772834000000-proveNumbers.ts';
import { OneActiveFileForAPerson1772835000000 } from '../migrations/1772835000000-oneActiveFileForAPerson.ts';
import { FreeOldNumbers1772836000000 } from '../migrations/1772836000000-freeOldNumbers.ts';
import { SeeDoubledFiles1773100000000 } from '../migrations/1773100000000-seeDoubledFiles.ts';
import { EndCoverWithLife1773100000001 } from '../migrations/1773100000001-endCoverWithLife.ts';
import { OneServiceCostForAWish1773200000000 } from '../migrations/1773200000000-oneServiceCostForAWish.ts';
import { PlaceUnions1773300000000 } from '../migrations/1773300000000-placeUnions.ts';
import { FindEndedUnions1773300020000 } from '../migrations/1773300020000-findEndedUnions.ts';
import { BindMoneyByHand1773400000000 } from '../migrations/1773400000000-bindMoneyByHand.ts';
import { CancelPledges1773401000000 } from '../migrations/1773401000000-cancelPledges.ts';
import { WaitForHeirs1773500000000 } from '../migrations/1773500000000-waitForHeirs.ts';
import { KeepAccountsOfHeirs1773500000001 } from '../migrations/1773500000001-keepAccountsOfHeirs.ts';
import { HeirsOfLiving1773500000002 } from '../migrations/1773500000002-heirsOfLiving.ts';
import { PassToHeirs1773600000000 } from '../migrations/1773600000000-passToHeirs.ts';
import { TakeDeathsBack1773600000001 } from '../migrations/1773600000001-takeDeathsBack.ts';
import { HoldClaimsAgainstRecord1773700000000 } from '../migrations/1773700000000-holdClaimsAgainstRecord.ts';
import { ShortenDoubledFiles1773700000001 } from '../migrations/1773700000001-shortenDoubledFiles.ts';
import { AidApplication } from './aid/AidApplication.ts';
import { AidCycle } from './aid/AidCycle.ts';
import { AidScheme } from './aid/AidScheme.ts';
import { BankStatement } from './bank-statement/BankStatement.ts';
import { BankStatementLine } from './bank-statement/BankStatementLine.ts';
import { BookTransfer } from './book-transfer/BookTransfer.ts';
import { Budget } from './budget/Budget.ts';
import { MutualAidClaim } from './claim/MutualAidClaim.ts';
import { Disbursement } from './disbursement/Disbursement.ts';
import { Donation } from './donation/Donation.ts';
import { Fund } from './fund/Fund.ts';
import { HardshipFile } from './hardship/HardshipFile.ts';
import { HomeVisit } from './hardship/HomeVisit.ts';
import { Household } from './hardship/Household.ts';
import { HouseholdMember } from './hardship/HouseholdMember.ts';
import { Objection } from './hardship/Objection.ts';
import { PublicNotice } from './hardship/PublicNotice.ts';
import { JournalEntry } from './ledger/JournalEntry.ts';
import { LedgerAccount } from './ledger/LedgerAccount.ts';
import { Posting } from './ledger/Posting.ts';
import { MemberIdentity } from './member/MemberIdentity.ts';
import { BenefitRule } from './mutual-aid/BenefitRule.ts';
import { CardEvent } from './mutual-aid/CardEvent.ts';
import { Coverage } from './mutual-aid/Coverage.ts';
import { MutualAidPlan } from './mutual-aid/MutualAidPlan.ts';
import { PaymentBatch } from './payment-batch/PaymentBatch.ts';
import { PayoutSource } from './payout-source/PayoutSource.ts';
import { PeriodClosing } from './period/PeriodClosing.ts';
import { ServiceProject } from './project/ServiceProject.ts';
import { Milestone } from './project-agreement/Milestone.ts';
import { ProjectAgreement } from './project-agreement/ProjectAgreement.ts';
import { ProjectInstalment } from './project-agreement/ProjectInstalment.ts';
import { ProjectApplication } from './project-application/ProjectApplication.ts';
import { ProjectEvaluation } from './project-application/ProjectEvaluation.ts';
import { ProjectReport } from './project-report/ProjectReport.ts';
import { PendingTransfer } from './reservation/PendingTransfer.ts';
import { BudgetAllocation } from './running-fund/BudgetAllocation.ts';
import { UnionStanding } from './running-fund/UnionStanding.ts';
import { ServiceCostApplication } from './service-cost/ServiceCostApplication.ts';
import { ServiceCostReceipt } from './service-cost/ServiceCostReceipt.ts';
import { SponsorshipPart } from './sponsorship/SponsorshipPart.ts';

export const entities = [
  DirectoryEntry,
  KnownMember,
  HardshipFile,
  HomeVisit,
  Household,
  HouseholdMember,
  Objection,
  PublicNotice,
  AidApplication,
  AidCycle,
  AidScheme,
  BenefitRule,
  BankStatement,
  BankStatementLine,
  BookTransfer,
  Budget,
  BudgetAllocation,
  CardEvent,
  Coverage,
  Disbursement,
  Donation,
  Fund,
  JournalEntry,
  LedgerAccount,
  Milestone,
  MutualAidClaim,
  MemberIdentity,
  MutualAidPlan,
  PayoutSource,
  PendingTransfer,
  PaymentBatch,
  PeriodClosing,
  Posting,
  ProjectAgreement,
  ProjectApplication,
  ProjectEvaluation,
  ProjectInstalment,
  ProjectReport,
  ServiceCostApplication,
  ServiceCostReceipt,
  ServiceProject,
  UnionStanding,
  SponsorshipPart,
];

export const migrations = [
  CreateLedger1767330000000,
  CreateDisbursement1767331000000,
  CreateCoverage1767332000000,
  CreateAid1767333000000,
  CreateServiceProject1767334000000,
  CreateBudget1767335000000,
  PayOrganisations1767336000000,
  CreateProjectLife1767337000000,
  RecordReturnedMoney1767338000000,
  OpenFileByRequest1768700000000,
  CreateBudgetAllocation1768800000000,
  CountPayees1770900000000,
  TellMovedCards1771010000000,
  FollowMerges1770700001000,
  MarkPlaceholders1770800003000,
  ClosePeriods1772100000000,
  WidenChart1772101000000,
  CreateBookTransfer1772102000000,
  FindEntriesBySource1772103000000,
  CreatePayoutSource1772200000000,
  KeepHouseholds1772210000000,
  DecideAid1772220000000,
  CreateClaim1772300000000,
  CreateDonation1772400000000,
  CreatePaymentBatch1772500000000,
  CreateBankStatement1772501000000,
  CreateServiceCost1772600000000,
  CreateUnionStanding1772231000000,
  MoveBalancesAtOnce1772710000000,
  DecideProjectsApart1772720000000,
  directoryMigration(),
  HoldRecordsOnce1772800000000,
  KeepDocumentsByKind1772801000000,
  AskWithinCall1772802000000,
  KeepBoundMoney1772803000000,
  SeeWaitingPayouts1772804000000,
  KeepSponsorshipParts1772800000002,
  knownMemberMigration('warmth_fund_app'),
  KeepGrantsApart1772805000000,
  CountPersonsOnce1772806000000,
  EndFilesOtherwise1772807000000,
  KeepDonationsApart1772808000000,
  PayNobodyClose1772809000000,
  PayLossOnce1772810000000,
  CountFailuresByHand1772811000000,
  OtherEvents1772812000000,
  FindCardsOfMember1772813000000,
  knownMemberPlaceMigration(),
  TellLossesApart1772830000000,
  FindClaimsByPaper1772831000000,
  knownMemberLifeMigration(),
  ProveNumbers1772834000000,
  OneActiveFileForAPerson1772835000000,
  FreeOldNumbers1772836000000,
  directoryBeginningMigration(),
  SeeDoubledFiles1773100000000,
  EndCoverWithLife1773100000001,
  OneServiceCostForAWish1773200000000,
  movedUnionMigration(),
  followsMovesMigration('warmth_fund_app', 1773000000501, [
    'aid_application.scope_path',
    'coverage.scope_path',
    'directory_entry.scope_path',
    'disbursement.scope_path',
    'hardship_file.scope_path',
    'household.scope_path',
    'known_member.scope_path',
    'mutual_aid_claim.scope_path',
    'payout_source.scope_path',
    'service_cost_application.scope_path',
  ]),
  PlaceUnions1773300000000,
  followsMovesMigration('warmth_fund_app', 1773300000001, ['union_standing.scope_path']),
  FindEndedUnions1773300020000,
  BindMoneyByHand1773400000000,
  CancelPledges1773401000000,
  WaitForHeirs1773500000000,
  KeepAccountsOfHeirs1773500000001,
  HeirsOfLiving1773500000002,
  PassToHeirs1773600000000,
  TakeDeathsBack1773600000001,
  HoldClaimsAgainstRecord1773700000000,
  ShortenDoubledFiles1773700000001,
  knownMemberDayMigration(),
];
