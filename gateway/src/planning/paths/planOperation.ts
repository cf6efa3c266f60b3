import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import { arrangeFetches } from '../fetches/arrangeFetches.ts';
import type { PlanNode } from '../plan.ts';
import type { SubgraphSchemas } from '../subgraphSchemas.ts';
import { findPaths } from './findPaths.ts';
import { attempt, NoPath } from './pathSearch.ts';

/**
 * Plans an operation field by field: each field is selected in a fetch that is there, if its subgraph resolves it, and else in a new one
 * after a key jump. Throws {@link NoPath}.
 */
export function planOperation(document: DocumentNode, schemas: SubgraphSchemas): PlanNode | null {
  const [client] = document.definitions as OperationDefinitionNode[];
  if (!client) return null;
  const operation = client.operation === 'mutation' ? 'mutation' : 'query';
  const find = (selectsOnInterfaces: boolean) => findPaths(client.selectionSet, { schemas, operation, selectsOnInterfaces });
  // Below a field of an interface there may be a path that leads through one of its object types alone.
  const fetches = attempt(() => find(true));
  return arrangeFetches(fetches instanceof NoPath ? find(false) : fetches, client);
}
