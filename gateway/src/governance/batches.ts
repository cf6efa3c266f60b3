import { lastDays } from '@union-graph/subgraph';
import { acknowledgementsOfVersion } from './acknowledgement/queries.ts';
import { agreement, approvalsOfAgreement, signaturesOfAgreement, usedToday } from './agreement/loaders.ts';
import { clientApplication, lastUseOfOperation } from './client-application/loaders.ts';
import { developerPassportsOfSubgraph } from './developer/loaders.ts';
import {
  credentialsOfSubgraph,
  currentVersion,
  referencesOfSubgraph,
  registeredSubgraph,
  schemaVersion,
  stewardsOfSubgraph,
} from './registry/loaders.ts';
import { emergencyStop } from './stop/loaders.ts';

/** Every loader of the subgraph, by the name it has in `ctx.loaders`. */
export const batches = {
  acknowledgementsOfVersion,
  agreement,
  approvalsOfAgreement,
  clientApplication,
  credentialsOfSubgraph,
  currentVersion,
  developerPassportsOfSubgraph,
  emergencyStop,
  lastDays,
  lastUseOfOperation,
  referencesOfSubgraph,
  registeredSubgraph,
  schemaVersion,
  signaturesOfAgreement,
  stewardsOfSubgraph,
  usedToday,
};
