import {
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionSetNode,
  stripIgnoredCharacters,
  visit,
} from 'graphql';
import { type EntityBatch, type FetchNode, fetchesOf, type PlanNode, type Required } from './plan.ts';
import type { PlannableSupergraph } from './requiredFields.ts';

/** A field that a call asks for without carrying what it requires. */
interface Unmet {
  readonly node: FetchNode;
  readonly batch: EntityBatch;
  readonly typeName: string;
  readonly field: FieldNode;
  readonly requires: SelectionSetNode;
}

/**
 * Apollo's planner may ask for a field together with what it requires, when a requirement requires something itself. Such a
 * field is asked for by a call of its own, just before the first step that needs it.
 */
export function meetRequirements(root: PlanNode | null, supergraph: PlannableSupergraph): PlanNode | null {
  let plan = root;
  for (const unmet of fetchesOf(root).flatMap((node) => unmetOf(node, supergraph))) plan = plan && mend(plan, unmet);
  return plan;
}

function unmetOf(node: FetchNode, supergraph: PlannableSupergraph): Unmet[] {
  const [batch] = node.entities;
  if (!batch) return [];
  return entityFields(node).flatMap(({ typeName, field }): Unmet[] => {
    const requires = supergraph.requires(node.service, typeName, field.name.value);
    return requires && !carries(batch.requires, requires) ? [{ node, batch, typeName, field, requires }] : [];
  });
}

/** The fields that a call asks for of each type of its entities. */
function entityFields({ operation }: FetchNode): { typeName: string; field: FieldNode }[] {
  const [definition] = parse(operation, { noLocation: true }).definitions as OperationDefinitionNode[];
  const [entities] = definition?.selectionSet.selections ?? [];
  const fragments = entities?.kind === Kind.FIELD ? (entities.selectionSet?.selections ?? []) : [];
  return fragments.flatMap((fragment) =>
    fragment.kind !== Kind.INLINE_FRAGMENT
      ? []
      : fragment.selectionSet.selections.flatMap((field) =>
          field.kind === Kind.FIELD ? [{ typeName: fragment.typeCondition?.name.value ?? '', field }] : [],
        ),
  );
}

function carries(parts: readonly Required[], { selections }: SelectionSetNode): boolean {
  const carried = parts.flatMap((part) => (part.kind === 'type' ? part.selections : [part]));
  return selections.every((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return true;
    if (selection.kind === Kind.INLINE_FRAGMENT) return carries(carried, selection.selectionSet);
    const match = carried.find((part) => part.kind === 'field' && part.name === selection.name.value);
    if (!match) return false;
    return !selection.selectionSet || !match.selections || carries(match.selections, selection.selectionSet);
  });
}

function mend(plan: PlanNode, unmet: Unmet): PlanNode | null {
  const without = replace(plan, unmet.node, withoutField(unmet));
  if (!without || isAskedElsewhere(without, unmet)) return without;
  const call = ownCall(unmet);
  return insertBefore(without, call, unmet) ?? { kind: 'sequence', nodes: [without, call] };
}

const samePlace = (node: FetchNode, { node: { service }, batch }: Unmet): boolean =>
  node.service === service && JSON.stringify(node.entities[0]?.paths) === JSON.stringify(batch.paths);

const isAskedElsewhere = (plan: PlanNode, unmet: Unmet): boolean =>
  fetchesOf(plan).some(
    (node) =>
      samePlace(node, unmet) &&
      entityFields(node).some(({ typeName, field }) => typeName === unmet.typeName && print(field) === print(unmet.field)),
  );

/** The call without the field; null when nothing is left to ask for. */
function withoutField({ node, typeName, field }: Unmet): FetchNode | null {
  if (entityFields(node).length === 1) return null;
  const operation = visit(parse(node.operation, { noLocation: true }), {
    InlineFragment: (fragment) => {
      if (fragment.typeCondition?.name.value !== typeName) return undefined;
      const selections = fragment.selectionSet.selections.filter((one) => print(one) !== print(field));
      return selections.length === 0 ? null : { ...fragment, selectionSet: { ...fragment.selectionSet, selections } };
    },
  });
  return { ...node, operation: stripIgnoredCharacters(print(operation)) };
}

function ownCall({ node, batch, typeName, field, requires }: Unmet): FetchNode {
  const operation = visit(parse(node.operation, { noLocation: true }), {
    InlineFragment: {
      enter: (fragment) => {
        if (fragment.typeCondition?.name.value !== typeName) return null;
        return { ...fragment, selectionSet: { ...fragment.selectionSet, selections: [field] } };
      },
    },
  });
  const own: Required = { kind: 'type', name: typeName, selections: toRequired(requires), skipIf: null, includeIf: null };
  const keys = batch.requires.filter((part) => part.kind === 'field' || part.name === typeName);
  return { ...node, operation: stripIgnoredCharacters(print(operation)), entities: [{ ...batch, requires: [...keys, own] }] };
}

const toRequired = ({ selections }: SelectionSetNode): Required[] =>
  selections.flatMap((selection): Required[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    if (selection.kind === Kind.FIELD) {
      const name = selection.name.value;
      return [
        { kind: 'field', from: name, name, selections: selection.selectionSet ? toRequired(selection.selectionSet) : null },
      ];
    }
    const name = selection.typeCondition?.name.value ?? null;
    return [{ kind: 'type', name, selections: toRequired(selection.selectionSet), skipIf: null, includeIf: null }];
  });

function replace(plan: PlanNode, node: FetchNode, by: FetchNode | null): PlanNode | null {
  if (plan === node) return by;
  if (plan.kind === 'condition') {
    const [whenTrue, whenFalse] = [plan.whenTrue, plan.whenFalse].map((inner) => inner && replace(inner, node, by));
    return { ...plan, whenTrue: whenTrue ?? null, whenFalse: whenFalse ?? null };
  }
  if (plan.kind === 'fetch') return plan;
  return { ...plan, nodes: plan.nodes.map((inner) => replace(inner, node, by)).filter((inner) => inner !== null) };
}

/** Puts a call before the first step whose entities carry the field, in the innermost sequence; null when there is none. */
function insertBefore(plan: PlanNode, call: FetchNode, { batch, field }: Unmet): PlanNode | null {
  const key = (field.alias ?? field.name).value;
  const needs = (node: PlanNode): boolean =>
    fetchesOf(node).some(({ entities }) =>
      entities.some(
        ({ paths, requires }) =>
          JSON.stringify(paths) === JSON.stringify(batch.paths) &&
          JSON.stringify(requires).includes(`"from":${JSON.stringify(key)}`),
      ),
    );
  if (plan.kind === 'fetch') return needs(plan) ? { kind: 'sequence', nodes: [call, plan] } : null;
  if (plan.kind === 'condition') return needs(plan) ? { kind: 'sequence', nodes: [call, plan] } : null;
  const at = plan.nodes.findIndex(needs);
  const found = plan.nodes[at];
  if (!found) return null;
  if (plan.kind === 'sequence' && found.kind === 'fetch')
    return { ...plan, nodes: [...plan.nodes.slice(0, at), call, ...plan.nodes.slice(at)] };
  const inner = insertBefore(found, call, { batch, field } as Unmet);
  return inner && { ...plan, nodes: plan.nodes.map((node) => (node === found ? inner : node)) };
}
