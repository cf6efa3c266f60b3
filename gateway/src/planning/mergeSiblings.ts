import {
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionSetNode,
  stripIgnoredCharacters,
  type VariableDefinitionNode,
} from 'graphql';
import type { EntityBatch, FetchNode, PlanNode } from './plan.ts';
import { keyOf } from './selected.ts';

/**
 * The plan with calls for entities of one subgraph, which begin at the same time, made as one: what they ask stands beside each other under
 * names of its own, and what they ask alike is asked once, for the entities of all.
 */
export function mergeSiblings(plan: PlanNode | null): PlanNode | null {
  switch (plan?.kind) {
    case 'sequence':
      return { ...plan, nodes: plan.nodes.map((node) => mergeSiblings(node) ?? node) };
    case 'parallel':
      return inParallel(plan.nodes.flatMap((node) => (node.kind === 'parallel' ? node.nodes : [node])));
    default:
      return plan;
  }
}

function inParallel(nodes: readonly PlanNode[]): PlanNode {
  const byService = new Map<string, PlanNode[]>();
  for (const node of nodes) {
    const head = headOf(node);
    if (head) byService.set(head.service, [...(byService.get(head.service) ?? []), node]);
  }
  const merged = nodes.flatMap((node): PlanNode[] => {
    const head = headOf(node);
    const siblings = head ? (byService.get(head.service) ?? []) : [];
    if (siblings.length < 2) return [mergeSiblings(node) ?? node];
    return node === siblings[0] ? [mergeNodes(siblings)] : [];
  });
  const [only] = merged;
  return merged.length === 1 && only ? only : { kind: 'parallel', nodes: merged };
}

/** The call for entities with which a step begins. */
function headOf(node: PlanNode): FetchNode | null {
  const first = node.kind === 'sequence' ? node.nodes[0] : node;
  return first?.kind === 'fetch' && first.entities.length > 0 && first.operationKind === 'query' ? first : null;
}

/** Steps that begin with calls of one subgraph: one call, then what is left of each. */
function mergeNodes(nodes: readonly PlanNode[]): PlanNode {
  const call = mergeCalls(nodes.flatMap((node) => headOf(node) ?? []));
  const left = nodes.flatMap((node): PlanNode[] => {
    if (node.kind !== 'sequence') return [];
    const [, next, ...others] = node.nodes;
    return next ? [others.length > 0 ? { ...node, nodes: [next, ...others] } : next] : [];
  });
  return left.length > 0 ? { kind: 'sequence', nodes: [call, inParallel(left)] } : call;
}

/** One batch of a call, with what is asked of its entities. */
interface Asked {
  readonly batch: EntityBatch;
  readonly sets: readonly SelectionSetNode[];
}

function mergeCalls(calls: readonly FetchNode[]): FetchNode {
  const [first, ...others] = calls as [FetchNode, ...FetchNode[]];
  const definitions = new Map<string, VariableDefinitionNode>();
  const asked: Asked[] = [];
  for (const call of [first, ...others]) {
    const operation = parse(call.operation, { noLocation: true }).definitions[0] as OperationDefinitionNode;
    const told = new Set(call.entities.map(({ variable }) => variable));
    for (const definition of operation.variableDefinitions ?? [])
      if (!told.has(definition.variable.name.value)) definitions.set(definition.variable.name.value, definition);
    for (const batch of call.entities) {
      const field = operation.selectionSet.selections.find(
        (one): one is FieldNode => one.kind === Kind.FIELD && keyOf(one) === batch.responseKey,
      );
      if (field?.selectionSet) add(asked, { batch, sets: [field.selectionSet] });
    }
  }
  const entities = asked.map(({ batch }, at) =>
    asked.length === 1
      ? { ...batch, responseKey: '_entities', variable: 'representations' }
      : { ...batch, responseKey: `_e${at}`, variable: `representations_${at}` },
  );
  const fields = entities.map(({ responseKey, variable }, at) => {
    const selections = asked[at]?.sets.flatMap((set) => set.selections) ?? [];
    const alias = responseKey === '_entities' ? '' : `${responseKey}:`;
    return `${alias}_entities(representations:$${variable})${print({ kind: Kind.SELECTION_SET, selections })}`;
  });
  const declared = [...entities.map(({ variable }) => `$${variable}:[_Any!]!`), ...[...definitions.values()].map(print)];
  return {
    ...first,
    operation: stripIgnoredCharacters(
      `query${first.operationName ? ` ${first.operationName}` : ''}(${declared.join(' ')}){${fields.join(' ')}}`,
    ),
    variables: [...definitions.keys()],
    entities,
  };
}

/** Puts what is asked to what is asked alike of others, or to what else is asked of the same entities; else beside it. */
function add(asked: Asked[], { batch, sets }: Asked): void {
  const text = textOf(sets);
  for (const [at, one] of asked.entries()) {
    if (!isToldAlike(one.batch, batch)) continue;
    const paths = new Map([...one.batch.paths, ...batch.paths].map((path) => [JSON.stringify(path), path]));
    const isSamePlaces = paths.size === one.batch.paths.length && paths.size === batch.paths.length;
    if (textOf(one.sets) === text) asked[at] = { ...one, batch: { ...one.batch, paths: [...paths.values()] } };
    else if (isSamePlaces) asked[at] = { ...one, sets: [...one.sets, ...sets] };
    else continue;
    return;
  }
  asked.push({ batch, sets });
}

const textOf = (sets: readonly SelectionSetNode[]): string => sets.map(print).join();

const isToldAlike = (one: EntityBatch, other: EntityBatch): boolean =>
  JSON.stringify([one.requires, one.renames]) === JSON.stringify([other.requires, other.renames]);
