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
import { CreateCalendar1767312100000 } from '../migrations/1767312100000-createCalendar.ts';
import { CreateLinkedParty1767312200000 } from '../migrations/1767312200000-createLinkedParty.ts';
import { CreateLabourStandard1767312300000 } from '../migrations/1767312300000-createLabourStandard.ts';
import { CreateMediationOrg1767312400000 } from '../migrations/1767312400000-createMediationOrg.ts';
import { CreateMediationCase1767312500000 } from '../migrations/1767312500000-createMediationCase.ts';
import { CreateAgreement1767312600000 } from '../migrations/1767312600000-createAgreement.ts';
import { AllowErasure1768200000000 } from '../migrations/1768200000000-allowErasure.ts';
import { CreateCaseDraft1768300000000 } from '../migrations/1768300000000-createCaseDraft.ts';
import { CreateCollectiveContract1768900000000 } from '../migrations/1768900000000-createCollectiveContract.ts';
import { KeepLastDayToObject1770500100000 } from '../migrations/1770500100000-keepLastDayToObject.ts';
import { OrderNamesByPinyin1770700001000 } from '../migrations/1770700001000-orderNamesByPinyin.ts';
import { CountPayingCases1770900000000 } from '../migrations/1770900000000-countPayingCases.ts';
import { CompareDisputes1770901000000 } from '../migrations/1770901000000-compareDisputes.ts';
import { DateLinkedParties1771010002000 } from '../migrations/1771010002000-dateLinkedParties.ts';
import { CompareEachApplicant1771030000001 } from '../migrations/1771030000001-compareEachApplicant.ts';
import { KeepHeadcount1771100001000 } from '../migrations/1771100001000-keepHeadcount.ts';
import { CreateBargaining1771110001000 } from '../migrations/1771110001000-createBargaining.ts';
import { SignBeforeFiling1771110002000 } from '../migrations/1771110002000-signBeforeFiling.ts';
import { DateLabourStandards1771110003000 } from '../migrations/1771110003000-dateLabourStandards.ts';
import { CreateReferral1771131001000 } from '../migrations/1771131001000-createReferral.ts';
import { CreateRosters1771200013000 } from '../migrations/1771200013000-createRosters.ts';
import { CreateLegalAid1771200014000 } from '../migrations/1771200014000-createLegalAid.ts';
import { CreateEvidence1771200030000 } from '../migrations/1771200030000-createEvidence.ts';
import { CountDisputes1771200040000 } from '../migrations/1771200040000-countDisputes.ts';
import { CreateEarlyWarning1771200040000 } from '../migrations/1771200040000-createEarlyWarning.ts';
import { JudgeHeadcountByEvent1771200050000 } from '../migrations/1771200050000-judgeHeadcountByEvent.ts';
import { WarnByRequest1771200060000 } from '../migrations/1771200060000-warnByRequest.ts';
import { CountCasesByIndex1771320010000 } from '../migrations/1771320010000-countCasesByIndex.ts';
import { TellMinimumWages1771320020000 } from '../migrations/1771320020000-tellMinimumWages.ts';
import { SignForOneself1771320020001 } from '../migrations/1771320020001-signForOneself.ts';
import { LapseContracts1771320020002 } from '../migrations/1771320020002-lapseContracts.ts';
import { BoundLegalAidWork1771320020003 } from '../migrations/1771320020003-boundLegalAidWork.ts';
import { KeepKindOfEmployer1771330010000 } from '../migrations/1771330010000-keepKindOfEmployer.ts';
import { BoundAwards1771340010000 } from '../migrations/1771340010000-boundAwards.ts';
import { KeepHeadcountEvidence1771340020000 } from '../migrations/1771340020000-keepHeadcountEvidence.ts';
import { KeepOwnersOfClaims1771340030000 } from '../migrations/1771340030000-keepOwnersOfClaims.ts';
import { BoundJudgments1771350010000 } from '../migrations/1771350010000-boundJudgments.ts';
import { EndUnsignedAgreements1771350020000 } from '../migrations/1771350020000-endUnsignedAgreements.ts';
import { EndLegalAidWithCase1771350030000 } from '../migrations/1771350030000-endLegalAidWithCase.ts';
import { RecordWorkOfEndedAid1771350040000 } from '../migrations/1771350040000-recordWorkOfEndedAid.ts';
import { ExtendFromLastDay1771350050000 } from '../migrations/1771350050000-extendFromLastDay.ts';
import { FoldKeysOfDisputes1771350060000 } from '../migrations/1771350060000-foldKeysOfDisputes.ts';
import { KeepWorkWithinAid1771350070000 } from '../migrations/1771350070000-keepWorkWithinAid.ts';
import { DeriveDaysByTheirCauses1773000000502 } from '../migrations/1773000000502-deriveDaysByTheirCauses.ts';
import { CreateKnownUnion1773300000000 } from '../migrations/1773300000000-createKnownUnion.ts';
import { KeepKeyOfUnknownEmployer1773300010000 } from '../migrations/1773300010000-keepKeyOfUnknownEmployer.ts';
import { BoundReferences1773300010001 } from '../migrations/1773300010001-boundReferences.ts';
import { FindEndedUnions1773300020000 } from '../migrations/1773300020000-findEndedUnions.ts';
import { KeepReasonOfRecusal1773300020001 } from '../migrations/1773300020001-keepReasonOfRecusal.ts';
import { KeepFormerNames1773300030001 } from '../migrations/1773300030001-keepFormerNames.ts';
import { KeepHeirsOfUnions1773300040000 } from '../migrations/1773300040000-keepHeirsOfUnions.ts';
import { LeaveByDeath1773300050000 } from '../migrations/1773300050000-leaveByDeath.ts';
import { DateSignatures1773300060000 } from '../migrations/1773300060000-dateSignatures.ts';
import { ReturnSigned1773300060001 } from '../migrations/1773300060001-returnSigned.ts';
import { SignWhileMerged1773300070000 } from '../migrations/1773300070000-signWhileMerged.ts';
import { KeepDeathsOfRepresentatives1773800010000 } from '../migrations/1773800010000-keepDeathsOfRepresentatives.ts';
import { Agreement } from './agreement/Agreement.ts';
import { AgreementTerm } from './agreement/AgreementTerm.ts';
import { Signature } from './agreement/Signature.ts';
import { Claim } from './application/Claim.ts';
import { Party } from './application/Party.ts';
import { ArbitrationAward } from './arbitration/ArbitrationAward.ts';
import { BargainingRound } from './bargaining/BargainingRound.ts';
import { CongressVote } from './bargaining/CongressVote.ts';
import { GuaranteeCheck } from './bargaining/GuaranteeCheck.ts';
import { RoundEmployer } from './bargaining/RoundEmployer.ts';
import { RoundRep } from './bargaining/RoundRep.ts';
import { RoundSignature } from './bargaining/RoundSignature.ts';
import { MediationCase } from './case/MediationCase.ts';
import { Confirmation } from './confirmation/Confirmation.ts';
import { CollectiveContract } from './contract/CollectiveContract.ts';
import { DutyShift } from './duty/DutyShift.ts';
import { DutySwap } from './duty/DutySwap.ts';
import { EarlyWarning } from './early-warning/EarlyWarning.ts';
import { WarningNotice } from './early-warning/WarningNotice.ts';
import { EmployerPlace } from './employer/EmployerPlace.ts';
import { FormerName } from './employer/FormerName.ts';
import { Evidence } from './evidence/Evidence.ts';
import { LabourStandard } from './labour-standard/LabourStandard.ts';
import { LawFirm } from './lawyer/LawFirm.ts';
import { Lawyer } from './lawyer/Lawyer.ts';
import { ServiceContract } from './lawyer/ServiceContract.ts';
import { LegalAidGrant } from './legal-aid/LegalAidGrant.ts';
import { LegalAidWork } from './legal-aid/LegalAidWork.ts';
import { LimitationEvent } from './limitation/LimitationEvent.ts';
import { LinkedParty } from './linked-party/LinkedParty.ts';
import { MediationOrg } from './mediation-org/MediationOrg.ts';
import { Mediator } from './mediator/Mediator.ts';
import { PartyRelation } from './mediator/PartyRelation.ts';
import { Payment } from './performance/Payment.ts';
import { PerformanceItem } from './performance/PerformanceItem.ts';
import { Referral } from './referral/Referral.ts';
import { ReferralReminder } from './referral/ReferralReminder.ts';
import { Recusal } from './session/Recusal.ts';
import { Session } from './session/Session.ts';
import { KnownUnion } from './union/KnownUnion.ts';
import { InstructorAssignment } from './wage-instructor/InstructorAssignment.ts';
import { WageInstructor } from './wage-instructor/WageInstructor.ts';

export const entities = [
  DirectoryEntry,
  KnownMember,
  KnownUnion,
  Agreement,
  AgreementTerm,
  ArbitrationAward,
  BargainingRound,
  Claim,
  CollectiveContract,
  Confirmation,
  CongressVote,
  DutyShift,
  DutySwap,
  EarlyWarning,
  EmployerPlace,
  FormerName,
  Evidence,
  GuaranteeCheck,
  InstructorAssignment,
  LabourStandard,
  LawFirm,
  Lawyer,
  LegalAidGrant,
  LegalAidWork,
  LimitationEvent,
  LinkedParty,
  MediationCase,
  MediationOrg,
  Mediator,
  Party,
  PartyRelation,
  Payment,
  PerformanceItem,
  Referral,
  ReferralReminder,
  RoundEmployer,
  RoundRep,
  RoundSignature,
  ServiceContract,
  Recusal,
  Session,
  Signature,
  WageInstructor,
  WarningNotice,
];

export const migrations = [
  CreateCalendar1767312100000,
  CreateLinkedParty1767312200000,
  CreateLabourStandard1767312300000,
  CreateMediationOrg1767312400000,
  CreateMediationCase1767312500000,
  CreateAgreement1767312600000,
  AllowErasure1768200000000,
  CreateCaseDraft1768300000000,
  CreateCollectiveContract1768900000000,
  CountPayingCases1770900000000,
  CompareDisputes1770901000000,
  CompareEachApplicant1771030000001,
  OrderNamesByPinyin1770700001000,
  KeepLastDayToObject1770500100000,
  DateLinkedParties1771010002000,
  KeepHeadcount1771100001000,
  CreateBargaining1771110001000,
  SignBeforeFiling1771110002000,
  DateLabourStandards1771110003000,
  CreateReferral1771131001000,
  CreateRosters1771200013000,
  CreateEvidence1771200030000,
  CountDisputes1771200040000,
  CreateEarlyWarning1771200040000,
  JudgeHeadcountByEvent1771200050000,
  WarnByRequest1771200060000,
  CreateLegalAid1771200014000,
  CountCasesByIndex1771320010000,
  TellMinimumWages1771320020000,
  SignForOneself1771320020001,
  LapseContracts1771320020002,
  BoundLegalAidWork1771320020003,
  KeepKindOfEmployer1771330010000,
  BoundAwards1771340010000,
  KeepHeadcountEvidence1771340020000,
  KeepOwnersOfClaims1771340030000,
  BoundJudgments1771350010000,
  EndUnsignedAgreements1771350020000,
  EndLegalAidWithCase1771350030000,
  RecordWorkOfEndedAid1771350040000,
  ExtendFromLastDay1771350050000,
  FoldKeysOfDisputes1771350060000,
  KeepWorkWithinAid1771350070000,
  directoryMigration(),
  knownMemberMigration('mediation_app'),
  knownMemberPlaceMigration(),
  knownMemberLifeMigration(),
  directoryBeginningMigration(),
  movedUnionMigration(),
  followsMovesMigration('mediation_app', 1773000000501, [
    'bargaining_round.scope_path',
    'collective_contract.scope_path',
    'directory_entry.scope_path',
    'early_warning.scope_path',
    'known_member.scope_path',
    'mediation_case.scope_path',
    'mediation_org.scope_path',
  ]),
  DeriveDaysByTheirCauses1773000000502,
  CreateKnownUnion1773300000000,
  KeepKeyOfUnknownEmployer1773300010000,
  BoundReferences1773300010001,
  followsMovesMigration('mediation_app', 1773300000001, ['known_union.scope_path']),
  FindEndedUnions1773300020000,
  KeepReasonOfRecusal1773300020001,
  KeepFormerNames1773300030001,
  KeepHeirsOfUnions1773300040000,
  LeaveByDeath1773300050000,
  DateSignatures1773300060000,
  ReturnSigned1773300060001,
  SignWhileMerged1773300070000,
  knownMemberDayMigration(),
  KeepDeathsOfRepresentatives1773800010000,
];
