import { ChangeAcknowledgement } from './acknowledgement/ChangeAcknowledgement.ts';
import { DataSharingAgreement } from './agreement/DataSharingAgreement.ts';
import { FieldApproval } from './agreement/FieldApproval.ts';
import { SharingAgreementRequest } from './agreement/SharingAgreementRequest.ts';
import { Signature } from './agreement/Signature.ts';
import { ClientApplication } from './client-application/ClientApplication.ts';
import { PersistedOperation } from './client-application/PersistedOperation.ts';
import { DeveloperPassport } from './developer/DeveloperPassport.ts';
import { CreateGovernance1767600000000 } from './migrations/1767600000000-createGovernance.ts';
import { CreatePseudonymKey1767610000000 } from './migrations/1767610000000-createPseudonymKey.ts';
import { CreateAccessLog1767700000000 } from './migrations/1767700000000-createAccessLog.ts';
import { CreateCostAndPersonQuota1767710000000 } from './migrations/1767710000000-createCostAndPersonQuota.ts';
import { CreateWriteAccess1767720000000 } from './migrations/1767720000000-createWriteAccess.ts';
import { AddRolesToAccessRecord1767730000000 } from './migrations/1767730000000-addRolesToAccessRecord.ts';
import { AppendAtOnce1767740000000 } from './migrations/1767740000000-appendAtOnce.ts';
import { CountRefusals1770201000000 } from './migrations/1770201000000-countRefusals.ts';
import { CreateLogVerification1770202000000 } from './migrations/1770202000000-createLogVerification.ts';
import { RequestAgreements1770600001000 } from './migrations/1770600001000-requestAgreements.ts';
import { NoteSeenClients1771100002000 } from './migrations/1771100002000-noteSeenClients.ts';
import { ConfirmDeletionAsPartner1771301005000 } from './migrations/1771301005000-confirmDeletionAsPartner.ts';
import { CreateRegistry1771601000000 } from './migrations/1771601000000-createRegistry.ts';
import { CreateClientApplications1771701000000 } from './migrations/1771701000000-createClientApplications.ts';
import { CreateDeveloperPassport1771701000001 } from './migrations/1771701000001-createDeveloperPassport.ts';
import { TellAuditHeads1773000000150 } from './migrations/1773000000150-tellAuditHeads.ts';
import { AcknowledgeChanges1773000000151 } from './migrations/1773000000151-acknowledgeChanges.ts';
import { FreeRefusedPrefixes1773000000160 } from './migrations/1773000000160-freeRefusedPrefixes.ts';
import { GenerationRow } from './registry/GenerationRow.ts';
import { ReferenceApproval } from './registry/ReferenceApproval.ts';
import { SchemaVersion } from './registry/SchemaVersion.ts';
import { SubgraphCredential } from './registry/SubgraphCredential.ts';
import { SubgraphRow } from './registry/SubgraphRow.ts';
import { EmergencyStop } from './stop/EmergencyStop.ts';

/** Every entity of the subgraph. */
export const entities = [
  ChangeAcknowledgement,
  ClientApplication,
  SharingAgreementRequest,
  DataSharingAgreement,
  DeveloperPassport,
  EmergencyStop,
  FieldApproval,
  GenerationRow,
  PersistedOperation,
  ReferenceApproval,
  SchemaVersion,
  Signature,
  SubgraphCredential,
  SubgraphRow,
];

/** Every migration of the subgraph, in order. */
export const migrations = [
  CreateGovernance1767600000000,
  CreatePseudonymKey1767610000000,
  CreateAccessLog1767700000000,
  CreateCostAndPersonQuota1767710000000,
  CreateWriteAccess1767720000000,
  AddRolesToAccessRecord1767730000000,
  AppendAtOnce1767740000000,
  CountRefusals1770201000000,
  CreateLogVerification1770202000000,
  RequestAgreements1770600001000,
  NoteSeenClients1771100002000,
  ConfirmDeletionAsPartner1771301005000,
  CreateRegistry1771601000000,
  CreateClientApplications1771701000000,
  CreateDeveloperPassport1771701000001,
  TellAuditHeads1773000000150,
  AcknowledgeChanges1773000000151,
  FreeRefusedPrefixes1773000000160,
];
