import { defineSubgraph, merge } from '@union-graph/subgraph';
import type { PublicKey } from '../../audit/verify-access-log.mjs';
import type { DeveloperTokens } from '../identity/developerToken.ts';
import type { Preview } from '../partners/preview.ts';
import { makeAccessLogResolvers } from './access-log/resolvers.ts';
import { makeAcknowledgementResolvers } from './acknowledgement/resolvers.ts';
import { agreementConstraints } from './agreement/constraints.ts';
import { agreementTasks } from './agreement/deletion.ts';
import { makeAgreementResolvers } from './agreement/resolvers.ts';
import { batches } from './batches.ts';
import { makeCatalogueResolvers } from './catalogue/resolvers.ts';
import type { CatalogueSource } from './catalogue/source.ts';
import { clientApplicationConstraints } from './client-application/constraints.ts';
import { makeClientApplicationResolvers } from './client-application/resolvers.ts';
import { entities, migrations } from './database.ts';
import { makeDeveloperResolvers } from './developer/resolvers.ts';
import { makePreviewResolvers } from './preview/resolvers.ts';
import { publisherResolvers } from './publisher/resolvers.ts';
import type { References } from './references/references.ts';
import { registryConstraints } from './registry/constraints.ts';
import type { RegistryHost } from './registry/registryHost.ts';
import { makeRegistryResolvers } from './registry/resolvers.ts';
import { noticeTasks } from './registry/settleAfterNotice.ts';
import { numbers } from './rule/numbers.ts';
import { ruleResolvers } from './rule/resolvers.ts';
import { makeStopResolvers } from './stop/resolvers.ts';

/** The parts of the gateway that governance uses. */
export interface GovernanceHost {
  /** Returns the fields of the served supergraph. */
  readonly catalogue: CatalogueSource;
  /** Looks up what agreements refer to. */
  readonly references: References;
  /** The keys that verify the access log. */
  readonly logKeys?: readonly PublicKey[];
  /** Runs an operation as a partner; null in tests without a gateway. */
  readonly preview?: Preview | null;
  /** Signs the tokens of developers' passports; null in tests without a gateway. */
  readonly developerTokens?: DeveloperTokens | null;
  /** Checks schemas of registered subgraphs; in tests without a gateway none is published. */
  readonly registry?: RegistryHost;
}

/** Without a gateway the schemas of the house's subgraphs are unknown, and every check is refused. */
const NO_GATEWAY: RegistryHost = {
  houseSchemas: () => null,
  supergraphSdl: () => null,
  thread: {
    check: () => Promise.reject(new Error('There is no gateway.')),
    measure: () => Promise.reject(new Error('There is no gateway.')),
    waiting: 0,
  },
  fetchSdl: () => Promise.reject(new Error('There is no gateway.')),
};

/** Defines the gateway's own subgraph. */
export const defineGovernance = ({
  catalogue,
  references,
  logKeys = [],
  preview = null,
  developerTokens = null,
  registry = NO_GATEWAY,
}: GovernanceHost) =>
  defineSubgraph({
    name: 'governance',
    dir: import.meta.dirname,
    entities,
    migrations,
    batches,
    resolvers: merge(
      makeAccessLogResolvers(catalogue, logKeys),
      makeAcknowledgementResolvers(registry),
      makeAgreementResolvers(catalogue, references),
      makeCatalogueResolvers(catalogue),
      makeClientApplicationResolvers(registry),
      makeDeveloperResolvers(developerTokens),
      makePreviewResolvers(preview),
      publisherResolvers,
      makeRegistryResolvers(catalogue, registry),
      ruleResolvers,
      makeStopResolvers(catalogue),
    ),
    numbers,
    appendOnly: ['signature', 'access_record', 'access_checkpoint', 'access_day'],
    constraints: { ...agreementConstraints, ...clientApplicationConstraints, ...registryConstraints },
    personalData: [
      {
        table: 'quota_person',
        title: '合作组织读取过本人数据的日期 / days on which a partner read data of yours',
        of: 'person_id = $1::uuid::text',
        copy: ['day'],
        onErasure: 'DELETE',
      },
    ],
    // An agreement names districts, which do not move, and a role that was read with is kept as it was then.
    paths: {
      follows: [],
      stays: {
        'access_checkpoint.heads': 'signed as it was',
        'log_verification.part': 'names parts of the log',
        'log_verification.result': 'what a verification found then',
        'schema_version.check_result': 'what a check of a schema found then',
      },
    },
    tasks: { ...agreementTasks, ...noticeTasks(registry) },
  });
