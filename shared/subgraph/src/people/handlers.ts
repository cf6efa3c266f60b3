import type { SubgraphDefinition } from '../define.ts';
import type { EventHandlers } from '../events/receive.ts';
import { followConsent } from './consents.ts';
import { dataRequestHandlers } from './dataRequests.ts';
import { memberMergeHandlers } from './memberMerges.ts';

/** What every subgraph does on events about persons, whatever else it listens to. */
export const houseHandlers = (definition: SubgraphDefinition): EventHandlers => ({
  'organisation.consent.*': followConsent,
  ...dataRequestHandlers(definition),
  ...memberMergeHandlers(definition),
});
