import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import { arrangeFetches } from '../fetches/arrangeFetches.ts';
import type { PlanNode } from '../plan.ts';
import type { SubgraphSchemas } from '../subgraphSchemas.ts';
import { findPaths } from './findPaths.ts';
import { attempt, NoPath, refusalOf } from './noPath.ts';

/**
 * Plans an operation field by field: each field is selected in a fetch that is there, if its subgraph resolves it, and else in a new one
 * after a key jump. Throws `BAD_USER_INPUT` when no path leads to a field.
 */
export function planOperation(document: DocumentNode, schemas: SubgraphSchemas): PlanNode | null {
  const [client] = document.definitions as OperationDefinitionNode[];
  if (!client) return null;
  const operation = client.operation === 'mutation' ? 'mutation' : 'query';
  const find = (selectsOnInterfaces: boolean) =>
    findPaths(client.selectionSet, { schemas, operationType: operation, selectsOnInterfaces });
  // A nested field may have a path from one object type only. It is not found if its parent field is selected on the interface.
  const fetches = attempt(() => find(true));
  if (!(fetches instanceof NoPath)) return arrangeFetches(fetches, client);
  const typeByType = attempt(() => find(false));
  if (typeByType instanceof NoPath) throw refusalOf(typeByType);
  return arrangeFetches(typeByType, client);
}
