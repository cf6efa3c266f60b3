import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import type { Holdings } from '../holdings.ts';
import { mergeSiblings } from '../mergeSiblings.ts';
import type { PlanNode } from '../plan.ts';
import { type Call, levelOf, toFetch } from './call.ts';
import { WayFinder } from './WayFinder.ts';

/**
 * Plans an operation field by field: each field is asked of a call that is there, if its subgraph has it, and else of a new one that goes
 * on by a key. Throws {@link NoWay}.
 */
export function planOperation(document: DocumentNode, holdings: Holdings): PlanNode | null {
  const [operation] = document.definitions as OperationDefinitionNode[];
  if (!operation) return null;
  const root = holdings.schema.getRootType(operation.operation)?.name ?? '';
  const finder = new WayFinder(holdings, operation.operation === 'mutation' ? 'mutation' : 'query', root);
  const nodes = inLevels(finder.find(operation.selectionSet), operation);
  const [only] = nodes;
  return mergeSiblings(nodes.length > 1 ? { kind: 'sequence', nodes } : (only ?? null));
}
/** Calls that wait for the same number of others are made at the same time. */
function inLevels(calls: readonly Call[], operation: OperationDefinitionNode): PlanNode[] {
  const levels: PlanNode[][] = [];
  const known = new Map<Call, number>();
  for (const call of calls) {
    const level = levelOf(call, known);
    levels[level] = [...(levels[level] ?? []), toFetch(call, operation)];
  }
  return levels.map((nodes): PlanNode => (nodes.length === 1 && nodes[0] ? nodes[0] : { kind: 'parallel', nodes }));
}
