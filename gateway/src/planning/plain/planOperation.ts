import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import type { Holdings } from '../holdings.ts';
import type { PlanNode } from '../plan.ts';
import { arrangeCalls } from './arrangeCalls.ts';
import { attempt, NoWay, WayFinder } from './WayFinder.ts';

/**
 * Plans an operation field by field: each field is asked of a call that is there, if its subgraph has it, and else of a new one that goes
 * on by a key. Throws {@link NoWay}.
 */
export function planOperation(document: DocumentNode, holdings: Holdings): PlanNode | null {
  const [operation] = document.definitions as OperationDefinitionNode[];
  if (!operation) return null;
  const root = holdings.schema.getRootType(operation.operation)?.name ?? '';
  const kind = operation.operation === 'mutation' ? 'mutation' : 'query';
  const find = (asksInterfaces: boolean) => new WayFinder(holdings, kind, root, asksInterfaces).find(operation.selectionSet);
  // Below a field of an interface there may be a way that leads through one of its types alone.
  const calls = attempt(() => find(true));
  return arrangeCalls(calls instanceof NoWay ? find(false) : calls, operation);
}
