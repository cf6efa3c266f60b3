import { defineSubgraph, merge } from '@union-graph/subgraph';
import type { PublicKey } from '../../audit/verify-access-log.mjs';
import type { Preview } from '../partners/preview.ts';
import { makeAccessLogResolvers } from './access-log/resolvers.ts';
import { agreementConstraints } from './agreement/constraints.ts';
import { DataSharingAgreement } from './agreement/DataSharingAgreement.ts';
import { agreementTasks } from './agreement/deletion.ts';
import { FieldApproval } from './agreement/FieldApproval.ts';
import { makeAgreementResolvers } from './agreement/resolvers.ts';
import { SharingAgreementRequest } from './agreement/SharingAgreementRequest.ts';
import { Signature } from './agreement/Signature.ts';
import { batches } from './batches.ts';
import { makeCatalogueResolvers } from './catalogue/resolvers.ts';
import type { CatalogueSource } from './catalogue/source.ts';
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
import { makePreviewResolvers } from './preview/resolvers.ts';
import type { References } from './references/references.ts';
import { registryConstraints } from './registry/constraints.ts';
import { Generation } from './registry/Generation.ts';
import type { RegistryHost } from './registry/host.ts';
import { ReferenceApproval } from './registry/ReferenceApproval.ts';
import { makeRegistryResolvers } from './registry/resolvers.ts';
import { SchemaVersion } from './registry/SchemaVersion.ts';
import { SubgraphCredential } from './registry/SubgraphCredential.ts';
import { SubgraphRow } from './registry/SubgraphRow.ts';
import { numbers } from './rule/numbers.ts';
import { ruleResolvers } from './rule/resolvers.ts';
import { EmergencyStop } from './stop/EmergencyStop.ts';
import { makeStopResolvers } from './stop/resolvers.ts';

/** What governance has of the gateway that it runs in. */
export interface GovernanceHost {
  /** Returns the fields of the served supergraph. */
  readonly catalogue: CatalogueSource;
  /** Looks up what agreements refer to. */
  readonly references: References;
  /** The keys that verify the access log. */
  readonly logKeys?: readonly PublicKey[];
  /** Runs an operation as a partner; null in tests without a gateway. */
  readonly preview?: Preview | null;
  /** Checks schemas of registered subgraphs; in tests without a gateway none is published. */
  readonly registry?: RegistryHost;
}

/** Without a gateway the house's schemas are unknown, and every check is refused. */
const NO_GATEWAY: RegistryHost = {
  houseSchemas: () => null,
  thread: { check: () => Promise.reject(new Error('There is no gateway.')), waiting: 0 },
  askSdl: () => Promise.reject(new Error('There is no gateway.')),
};

/** Defines the gateway's own subgraph. */
export const defineGovernance = ({
  catalogue,
  references,
  logKeys = [],
  preview = null,
  registry = NO_GATEWAY,
}: GovernanceHost) =>
  defineSubgraph({
    name: 'governance',
    dir: import.meta.dirname,
    entities: [
      SharingAgreementRequest,
      DataSharingAgreement,
      EmergencyStop,
      FieldApproval,
      Generation,
      ReferenceApproval,
      SchemaVersion,
      Signature,
      SubgraphCredential,
      SubgraphRow,
    ],
    migrations: [
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
    ],
    batches,
    resolvers: merge(
      makeAccessLogResolvers(catalogue, logKeys),
      makeAgreementResolvers(catalogue, references),
      makeCatalogueResolvers(catalogue),
      makePreviewResolvers(preview),
      makeRegistryResolvers(catalogue, registry),
      ruleResolvers,
      makeStopResolvers(catalogue),
    ),
    numbers,
    appendOnly: ['signature', 'access_record', 'access_checkpoint', 'access_day'],
    constraints: { ...agreementConstraints, ...registryConstraints },
    personalData: [
      {
        table: 'quota_person',
        title: '合作组织读取过本人数据的日期 / days on which a partner read data of yours',
        of: 'person_id = $1::uuid::text',
        copy: ['day'],
        onErasure: 'DELETE',
      },
    ],
    tasks: agreementTasks,
  });
