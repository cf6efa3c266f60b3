import { followsMovesMigration, movedUnionMigration } from '@union-graph/subgraph';
import { CreateDistrict1767311000000 } from '../migrations/1767311000000-createDistrict.ts';
import { CreateUnion1767312000000 } from '../migrations/1767312000000-createUnion.ts';
import { CreateServicePoint1767313000000 } from '../migrations/1767313000000-createServicePoint.ts';
import { CreateEnterprise1767314000000 } from '../migrations/1767314000000-createEnterprise.ts';
import { CreateMember1767315000000 } from '../migrations/1767315000000-createMember.ts';
import { CreateCard1767316000000 } from '../migrations/1767316000000-createCard.ts';
import { AddContactLife1767317000000 } from '../migrations/1767317000000-addContactLife.ts';
import { CreateTransfer1767318000000 } from '../migrations/1767318000000-createTransfer.ts';
import { CreatePlan1767319000000 } from '../migrations/1767319000000-createPlan.ts';
import { CreateTaskProject1767320000000 } from '../migrations/1767320000000-createTaskProject.ts';
import { CreateServiceRequest1767321000000 } from '../migrations/1767321000000-createServiceRequest.ts';
import { CreateFundPayment1767322000000 } from '../migrations/1767322000000-createFundPayment.ts';
import { CreateWorkersHome1767323000000 } from '../migrations/1767323000000-createWorkersHome.ts';
import { AddStaffLife1767330000000 } from '../migrations/1767330000000-addStaffLife.ts';
import { CreateDepartment1767331000000 } from '../migrations/1767331000000-createDepartment.ts';
import { CreateJointUnion1767332000000 } from '../migrations/1767332000000-createJointUnion.ts';
import { CreateCadreLink1767333000000 } from '../migrations/1767333000000-createCadreLink.ts';
import { CreateSentiment1767334000000 } from '../migrations/1767334000000-createSentiment.ts';
import { CreateServiceItem1767335000000 } from '../migrations/1767335000000-createServiceItem.ts';
import { AddPointLinks1767336000000 } from '../migrations/1767336000000-addPointLinks.ts';
import { CreateLabourReport1767337000000 } from '../migrations/1767337000000-createLabourReport.ts';
import { AddMembershipEnds1767338000000 } from '../migrations/1767338000000-addMembershipEnds.ts';
import { AddDistrictVersion1767339000000 } from '../migrations/1767339000000-addDistrictVersion.ts';
import { AddJointUnionOrder1767339100000 } from '../migrations/1767339100000-addJointUnionOrder.ts';
import { CreateImportBatch1768100000000 } from '../migrations/1768100000000-createImportBatch.ts';
import { CreatePersonalDataRequest1768200000000 } from '../migrations/1768200000000-createPersonalDataRequest.ts';
import { AllowErasure1768210000000 } from '../migrations/1768210000000-allowErasure.ts';
import { SpeedUpReads1768500000000 } from '../migrations/1768500000000-speedUpReads.ts';
import { AddIndependentUnionDue1768600000000 } from '../migrations/1768600000000-addIndependentUnionDue.ts';
import { WidenHandledBy1768700000000 } from '../migrations/1768700000000-widenHandledBy.ts';
import { CreateTally1768800000000 } from '../migrations/1768800000000-createTally.ts';
import { OrderMembersOfDistricts1768900000000 } from '../migrations/1768900000000-orderMembersOfDistricts.ts';
import { CreateCaseWorker1770600010000 } from '../migrations/1770600010000-createCaseWorker.ts';
import { AddImportLine1770700001000 } from '../migrations/1770700001000-addImportLine.ts';
import { OrderNamesByPinyin1770700002000 } from '../migrations/1770700002000-orderNamesByPinyin.ts';
import { CreateMergedRecord1770700003000 } from '../migrations/1770700003000-createMergedRecord.ts';
import { MarkPlaceholders1770800001000 } from '../migrations/1770800001000-markPlaceholders.ts';
import { WidenStaffRoles1770800002000 } from '../migrations/1770800002000-widenStaffRoles.ts';
import { KeyCaseWorker1770902000000 } from '../migrations/1770902000000-keyCaseWorker.ts';
import { KeepYearOfNumber1771010001000 } from '../migrations/1771010001000-keepYearOfNumber.ts';
import { CompareNamesFolded1771010005000 } from '../migrations/1771010005000-compareNamesFolded.ts';
import { CreateServedPerson1771030000003 } from '../migrations/1771030000003-createServedPerson.ts';
import { PairRoleAndEmployer1773000000200 } from '../migrations/1773000000200-pairRoleAndEmployer.ts';
import { KeepRecordsInPlace1773000000201 } from '../migrations/1773000000201-keepRecordsInPlace.ts';
import { TieIndustryAlone1773000000202 } from '../migrations/1773000000202-tieIndustryAlone.ts';
import { FindRepeatedRequests1773000000203 } from '../migrations/1773000000203-findRepeatedRequests.ts';
import { MarkErased1773000000302 } from '../migrations/1773000000302-markErased.ts';
import { DropBlanksInNames1773000000410 } from '../migrations/1773000000410-dropBlanksInNames.ts';
import { KeyFirmsByCodeBody1773000000411 } from '../migrations/1773000000411-keyFirmsByCodeBody.ts';
import { EndLimitsWithTheirDay1773000000412 } from '../migrations/1773000000412-endLimitsWithTheirDay.ts';
import { EscalateEachLimitOnce1773000000413 } from '../migrations/1773000000413-escalateEachLimitOnce.ts';
import { FindLapsedTransfers1773000000414 } from '../migrations/1773000000414-findLapsedTransfers.ts';
import { ListPersonsOfFund1773000000430 } from '../migrations/1773000000430-listPersonsOfFund.ts';
import { PlainSignsInNames1773000000431 } from '../migrations/1773000000431-plainSignsInNames.ts';
import { EndCaseWorkOnItsDay1773000000440 } from '../migrations/1773000000440-endCaseWorkOnItsDay.ts';
import { EndListingsByTime1773000000441 } from '../migrations/1773000000441-endListingsByTime.ts';
import { FindEndedUnions1773300020000 } from '../migrations/1773300020000-findEndedUnions.ts';
import { RememberLeftUnion1773300030000 } from '../migrations/1773300030000-rememberLeftUnion.ts';
import { GiveUnionsUp1773300050000 } from '../migrations/1773300050000-giveUnionsUp.ts';
import { KeepEarlierTerms1773300050001 } from '../migrations/1773300050001-keepEarlierTerms.ts';
import { GiveTermsUp1773300050002 } from '../migrations/1773300050002-giveTermsUp.ts';
import { KeepOriginOfDeath1773300050003 } from '../migrations/1773300050003-keepOriginOfDeath.ts';
import { GiveAssignmentsUp1773300060000 } from '../migrations/1773300060000-giveAssignmentsUp.ts';
import { CadreLink } from './cadre-link/CadreLink.ts';
import { ContactVisit } from './cadre-link/ContactVisit.ts';
import { Card } from './card/Card.ts';
import { Consent } from './consent/Consent.ts';
import { Department } from './department/Department.ts';
import { District } from './district/District.ts';
import { Enterprise } from './enterprise/Enterprise.ts';
import { EnterpriseLabourReport } from './enterprise/EnterpriseLabourReport.ts';
import { ExternalAgency } from './external-agency/ExternalAgency.ts';
import { FundPayment } from './five-ones/FundPayment.ts';
import { ImportBatch } from './import-batch/ImportBatch.ts';
import { JointConference } from './joint-conference/JointConference.ts';
import { Resolution } from './joint-conference/Resolution.ts';
import { RunningFund } from './joint-union/RunningFund.ts';
import { Member } from './member/Member.ts';
import { MemberCorrection } from './member/MemberCorrection.ts';
import { MemberMerge } from './member/MemberMerge.ts';
import { ServedPerson } from './member/ServedPerson.ts';
import { MembershipApplication } from './membership/MembershipApplication.ts';
import { PersonalDataRequest } from './personal-data/PersonalDataRequest.ts';
import { IndicatorMeasurement } from './plan/IndicatorMeasurement.ts';
import { Plan } from './plan/Plan.ts';
import { PlanIndicator } from './plan/PlanIndicator.ts';
import { PrincipleDocument } from './plan/PrincipleDocument.ts';
import { SentimentEntry } from './sentiment/SentimentEntry.ts';
import { ServiceItem } from './service-item/ServiceItem.ts';
import { ServicePoint } from './service-point/ServicePoint.ts';
import { ServiceRequest } from './service-request/ServiceRequest.ts';
import { ContactLink } from './social-organisation/ContactLink.ts';
import { SocialOrganisation } from './social-organisation/SocialOrganisation.ts';
import { StaffAssignment } from './staff-member/StaffAssignment.ts';
import { StaffMember } from './staff-member/StaffMember.ts';
import { StaffTerm } from './staff-member/StaffTerm.ts';
import { TaskProject } from './task-project/TaskProject.ts';
import { TaskReport } from './task-project/TaskReport.ts';
import { MembershipTransfer } from './transfer/MembershipTransfer.ts';
import { Union } from './union/Union.ts';
import { HomeAssessment } from './workers-home/HomeAssessment.ts';
import { WorkersHome } from './workers-home/WorkersHome.ts';

export const entities = [
  CadreLink,
  Card,
  Consent,
  ContactLink,
  ContactVisit,
  Department,
  District,
  Enterprise,
  EnterpriseLabourReport,
  ExternalAgency,
  FundPayment,
  HomeAssessment,
  ImportBatch,
  IndicatorMeasurement,
  JointConference,
  Member,
  MemberCorrection,
  MembershipApplication,
  MembershipTransfer,
  MemberMerge,
  PersonalDataRequest,
  Plan,
  PlanIndicator,
  PrincipleDocument,
  Resolution,
  RunningFund,
  SentimentEntry,
  ServedPerson,
  ServiceItem,
  ServicePoint,
  ServiceRequest,
  SocialOrganisation,
  StaffAssignment,
  StaffMember,
  StaffTerm,
  TaskProject,
  TaskReport,
  Union,
  WorkersHome,
];

export const migrations = [
  CreateDistrict1767311000000,
  CreateUnion1767312000000,
  CreateServicePoint1767313000000,
  CreateEnterprise1767314000000,
  CreateMember1767315000000,
  CreateCard1767316000000,
  AddContactLife1767317000000,
  CreateTransfer1767318000000,
  CreatePlan1767319000000,
  CreateTaskProject1767320000000,
  CreateServiceRequest1767321000000,
  CreateFundPayment1767322000000,
  CreateWorkersHome1767323000000,
  AddStaffLife1767330000000,
  CreateDepartment1767331000000,
  CreateJointUnion1767332000000,
  CreateImportBatch1768100000000,
  CreateCadreLink1767333000000,
  CreateSentiment1767334000000,
  CreatePersonalDataRequest1768200000000,
  AllowErasure1768210000000,
  CreateServiceItem1767335000000,
  AddPointLinks1767336000000,
  CreateLabourReport1767337000000,
  AddMembershipEnds1767338000000,
  AddDistrictVersion1767339000000,
  AddJointUnionOrder1767339100000,
  SpeedUpReads1768500000000,
  AddIndependentUnionDue1768600000000,
  WidenHandledBy1768700000000,
  CreateTally1768800000000,
  OrderMembersOfDistricts1768900000000,
  AddImportLine1770700001000,
  OrderNamesByPinyin1770700002000,
  CreateMergedRecord1770700003000,
  MarkPlaceholders1770800001000,
  WidenStaffRoles1770800002000,
  CreateCaseWorker1770600010000,
  KeyCaseWorker1770902000000,
  KeepYearOfNumber1771010001000,
  CompareNamesFolded1771010005000,
  CreateServedPerson1771030000003,
  PairRoleAndEmployer1773000000200,
  KeepRecordsInPlace1773000000201,
  TieIndustryAlone1773000000202,
  FindRepeatedRequests1773000000203,
  MarkErased1773000000302,
  DropBlanksInNames1773000000410,
  KeyFirmsByCodeBody1773000000411,
  EndLimitsWithTheirDay1773000000412,
  EscalateEachLimitOnce1773000000413,
  FindLapsedTransfers1773000000414,
  ListPersonsOfFund1773000000430,
  PlainSignsInNames1773000000431,
  EndCaseWorkOnItsDay1773000000440,
  EndListingsByTime1773000000441,
  movedUnionMigration(),
  followsMovesMigration('organisation_app', 1773000000501, [
    'import_batch.scope_path',
    'member.scope_path',
    'served_person.scope_path',
    'service_request.scope_path',
    'staff_member.scope_path',
    'trade_union.scope_path',
  ]),
  FindEndedUnions1773300020000,
  RememberLeftUnion1773300030000,
  GiveUnionsUp1773300050000,
  KeepEarlierTerms1773300050001,
  GiveTermsUp1773300050002,
  KeepOriginOfDeath1773300050003,
  GiveAssignmentsUp1773300060000,
];
