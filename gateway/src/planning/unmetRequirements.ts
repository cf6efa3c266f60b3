import {
  type DocumentNode,
  type FieldNode,
  getNamedType,
  getNullableType,
  isListType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
} from 'graphql';
import { mend } from './mendPlan.ts';
import { type FetchNode, fetchesOf, type Path, type PlanNode, type Required, samePath } from './plan.ts';
import type { PlannableSupergraph } from './requiredFields.ts';

/** A field that a call asks for without carrying what it requires. */
export interface Unmet {
  readonly node: FetchNode;
  readonly document: DocumentNode;
  readonly path: Path;
  readonly typeName: string;
  readonly field: FieldNode;
  /** Whether it is asked of the entities of the call, and not of objects below them. */
  readonly isTold: boolean;
  /** What tells the entity, and what the field requires. */
  readonly requires: readonly Required[];
}

/** A plan that needs more mending than this is left as it is. */
const MAX_MENDS = 50;

/**
 * Apollo's planner may ask for a field together with what it requires, when a requirement requires something itself. Such a
 * field is asked for by a call of its own, just before the first step that needs it.
 */
export function meetRequirements(root: PlanNode | null, supergraph: PlannableSupergraph): PlanNode | null {
  let plan = root;
  for (let mends = 0; mends < MAX_MENDS; mends++) {
    const fetches = fetchesOf(plan);
    const unmet = firstOf(fetches, (node) => findUnmet(node, fetches, supergraph));
    if (!plan || !unmet) return plan;
    plan = mend(plan, unmet);
  }
  return plan;
}

function firstOf<T, R>(list: readonly T[], find: (item: T) => R | null): R | null {
  for (const item of list) {
    const found = find(item);
    if (found) return found;
  }
  return null;
}

function findUnmet(node: FetchNode, fetches: readonly FetchNode[], supergraph: PlannableSupergraph): Unmet | null {
  const document = parse(node.operation, { noLocation: true });
  const [operation] = document.definitions as OperationDefinitionNode[];
  const [batch] = node.entities;
  if (!operation || document.definitions.length > 1 || node.entities.length > 1) return null;
  const unmet = (typeName: string, field: FieldNode, path: Path, siblings: SelectionSetNode): Unmet | null => {
    const requires = supergraph.requires(node.service, typeName, field.name.value);
    if (!requires) return null;
    const isTold = batch && samePath(batch.paths[0] ?? [], path);
    if (isTold && carries(batch.requires, requires)) return null;
    const key = isTold
      ? null
      : supergraph.keys(node.service, typeName).find((one) => namesOf(one).every((name) => asksFor(siblings, name)));
    // What nobody fetches is there without being fetched (@provides), or the plan is beyond repair.
    if (!isTold && (!key || !namesOf(requires).every((name) => isFetched(name, path, siblings, fetches)))) return null;
    const told = isTold ? batch.requires.filter((part) => part.kind === 'field' || part.name === typeName) : [];
    const selections = [...(key ? [TYPE_NAME, ...toRequired(key)] : []), ...toRequired(requires)];
    const own: Required = { kind: 'type', name: typeName, selections, skipIf: null, includeIf: null };
    return { node, document, path, typeName, field, isTold: isTold === true, requires: [...told, own] };
  };
  const walk = (typeName: string, selectionSet: SelectionSetNode, path: Path): Unmet | null =>
    firstOf(selectionSet.selections, (selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return null;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const name = selection.typeCondition?.name.value;
        const isEntity = batch && path === batch.paths[0];
        return walk(
          name ?? typeName,
          selection.selectionSet,
          name && !isEntity ? [...path, { kind: 'type', names: [name] }] : path,
        );
      }
      const found = unmet(typeName, selection, path, selectionSet);
      if (found || !selection.selectionSet) return found;
      const below = stepInto(typeName, selection, supergraph);
      return below && walk(below.typeName, selection.selectionSet, [...path, ...below.steps]);
    });
  if (!batch) return walk(supergraph.schema.getRootType(operation.operation)?.name ?? '', operation.selectionSet, node.at);
  const [entities] = operation.selectionSet.selections;
  return entities?.kind === Kind.FIELD && entities.selectionSet ? walk('', entities.selectionSet, batch.paths[0] ?? []) : null;
}

const TYPE_NAME: Required = { kind: 'field', from: '__typename', name: '__typename', selections: null };

function stepInto(typeName: string, field: FieldNode, { schema }: PlannableSupergraph): { typeName: string; steps: Path } | null {
  const type = schema.getType(typeName);
  const definition = type && 'getFields' in type ? type.getFields()[field.name.value] : undefined;
  if (!definition) return null;
  const steps: Path[number][] = [{ kind: 'field', name: (field.alias ?? field.name).value }];
  for (let of = getNullableType(definition.type); isListType(of); of = getNullableType(of.ofType)) steps.push({ kind: 'items' });
  return { typeName: getNamedType(definition.type).name, steps };
}

const namesOf = ({ selections }: SelectionSetNode): string[] =>
  selections.flatMap((selection) => (selection.kind === Kind.FIELD ? [selection.name.value] : []));

const asksFor = ({ selections }: SelectionSetNode, name: string): boolean =>
  selections.some((selection) => selection.kind === Kind.FIELD && (selection.alias ?? selection.name).value === name);

/** Whether a field of the objects at a path is asked for, beside others or by a call for those objects. */
function isFetched(name: string, path: Path, siblings: SelectionSetNode, fetches: readonly FetchNode[]): boolean {
  if (asksFor(siblings, name)) return true;
  return fetches.some(
    ({ entities, operation }) =>
      entities.some(({ paths }) => paths.some((one) => samePath(one, path))) && new RegExp(`\\b${name}\\b`).test(operation),
  );
}

/** Whether parts of a representation have all of a selection. */
export function carries(parts: readonly Required[], { selections }: SelectionSetNode): boolean {
  const carried = parts.flatMap((part) => (part.kind === 'type' ? part.selections : [part]));
  return selections.every((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return true;
    if (selection.kind === Kind.INLINE_FRAGMENT) return carries(carried, selection.selectionSet);
    const match = carried.find((part) => part.kind === 'field' && part.name === selection.name.value);
    if (!match) return false;
    return !selection.selectionSet || !match.selections || carries(match.selections, selection.selectionSet);
  });
}

/** What a representation has of a selection. */
export const toRequired = ({ selections }: SelectionSetNode): Required[] =>
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
