import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import { normalise } from '../../operation/normalise.ts';
import { conditionVariables } from '../../operation/operation.ts';
import type { PlanNode } from '../plan.ts';
import type { Holdings } from '../proof/holdings.ts';
import { type Call, levelOf, toFetch } from './call.ts';
import { NoWay, WayFinder } from './WayFinder.ts';

/** An operation with so many variables in conditions has sixty-four plans. */
const MAX_CONDITIONS = 6;

/**
 * Plans an operation field by field, in the plainest way: each field is asked of a call that is there, if its subgraph has it, and else
 * of a new one that goes on by a key. Knows no shortcuts, and plans the same operation anew for each way in which its conditions may
 * fall. Throws {@link NoWay}.
 */
export function planPlainly(document: DocumentNode, holdings: Holdings): PlanNode | null {
  const [operation] = document.definitions as OperationDefinitionNode[];
  if (!operation) return null;
  const names = conditionVariables({ operation, fragments: new Map() });
  if (names.length > MAX_CONDITIONS) throw new NoWay('The operation has too many conditions.');
  const branch = (conditions: Readonly<Record<string, boolean>>, [variable, ...left]: readonly string[]): PlanNode | null => {
    if (variable === undefined) return planOne(operation, conditions, holdings);
    const [whenTrue, whenFalse] = [true, false].map((holds) => branch({ ...conditions, [variable]: holds }, left));
    return { kind: 'condition', variable, whenTrue: whenTrue ?? null, whenFalse: whenFalse ?? null };
  };
  return branch({}, names);
}

function planOne(
  operation: OperationDefinitionNode,
  conditions: Readonly<Record<string, boolean>>,
  holdings: Holdings,
): PlanNode | null {
  const { schema } = holdings;
  const { selectionSet } = normalise(operation, { fragments: new Map(), schema, conditions });
  const root = schema.getRootType(operation.operation)?.name ?? '';
  const finder = new WayFinder(holdings, operation.operation === 'mutation' ? 'mutation' : 'query', root);
  const nodes = inLevels(finder.find(selectionSet), operation);
  const [only] = nodes;
  return nodes.length > 1 ? { kind: 'sequence', nodes } : (only ?? null);
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
