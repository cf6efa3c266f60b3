import { consentGiven, consentWithdrawn, type EventType } from '@union-graph/events';
import type { SubgraphDefinition } from '../define.ts';
import { type KnownTable, snapshotHandlers } from '../known/snapshots.ts';
import { followConsent } from '../people/consents.ts';
import { dataRequestHandlers } from '../people/dataRequests.ts';
import { memberMergeHandlers } from '../people/memberMerges.ts';
import { type EventHandler, handle } from './receive.ts';

const CONSENTS: KnownTable = {
  name: 'consent_standing',
  revision: 1,
  isEmpty: async (db) => (await db.query('select from consent_standing limit 1')).length === 0,
};

/** All that a subgraph does on events: what every subgraph does on those about persons, and what its definition says. */
export const handlersOf = (definition: SubgraphDefinition): readonly EventHandler[] => [
  { ...handle([consentGiven, consentWithdrawn], followConsent), keeps: CONSENTS },
  // In this order: what follows to a record that was erased is erased behind it.
  ...memberMergeHandlers(definition),
  ...dataRequestHandlers(definition),
  ...snapshotHandlers(definition),
  ...(definition.on ?? []),
];

/** The types of event that a subgraph takes. */
export const typesTakenBy = (definition: SubgraphDefinition): readonly EventType[] =>
  handlersOf(definition).flatMap(({ types }) => types);
