import {
  type DocumentNode,
  type FieldNode,
  getNamedType,
  getNullableType,
  isListType,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionSetNode,
  stripIgnoredCharacters,
  visit,
} from 'graphql';
import { type FetchNode, fetchesOf, type Path, type PlanNode, type Required } from './plan.ts';
import type { PlannableSupergraph } from './requiredFields.ts';

/** A field that a call asks for without carrying what it requires. */
interface Unmet {
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

const TYPE_NAME_FIELD: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };
const TYPE_NAME: Required = { kind: 'field', from: '__typename', name: '__typename', selections: null };

function stepInto(typeName: string, field: FieldNode, { schema }: PlannableSupergraph): { typeName: string; steps: Path } | null {
  const type = schema.getType(typeName);
  const definition = type && 'getFields' in type ? type.getFields()[field.name.value] : undefined;
  if (!definition) return null;
  const steps: Path[number][] = [{ kind: 'field', name: (field.alias ?? field.name).value }];
  for (let of = getNullableType(definition.type); isListType(of); of = getNullableType(of.ofType)) steps.push({ kind: 'items' });
  return { typeName: getNamedType(definition.type).name, steps };
}

const samePath = (one: Path, other: Path): boolean => JSON.stringify(one) === JSON.stringify(other);

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

function mend(plan: PlanNode, unmet: Unmet): PlanNode | null {
  const without = replace(plan, unmet.node, withoutField(unmet));
  const call = ownCall(unmet);
  if (!without) return call;
  if (isAskedElsewhere(without, unmet)) return without;
  return insertBefore(without, call, unmet) ?? { kind: 'sequence', nodes: [without, call] };
}

const isAskedElsewhere = (plan: PlanNode, { node, path, typeName, field }: Unmet): boolean =>
  fetchesOf(plan).some(({ service, entities, operation }) => {
    if (service !== node.service || !entities.some(({ paths }) => paths.some((one) => samePath(one, path)))) return false;
    let found = false;
    visit(parse(operation, { noLocation: true }), {
      InlineFragment: ({ typeCondition, selectionSet }) => {
        if (typeCondition?.name.value === typeName) found ||= selectionSet.selections.some((one) => print(one) === print(field));
      },
    });
    return found;
  });

/** The call without the field; null when nothing is left to ask for. Of objects below its entities their types are needed then. */
function withoutField({ node, document, field, isTold }: Unmet): FetchNode | null {
  const left = visit(document, {
    Field: {
      enter: (one) => (one === field ? (isTold ? null : TYPE_NAME_FIELD) : undefined),
      leave: (one) => (one.selectionSet?.selections.length === 0 ? null : undefined),
    },
    InlineFragment: { leave: ({ selectionSet }) => (selectionSet.selections.length === 0 ? null : undefined) },
  });
  const [operation] = left.definitions as OperationDefinitionNode[];
  if (!operation || operation.selectionSet.selections.length === 0) return null;
  const used = variablesOf(operation.selectionSet);
  const variableDefinitions = operation.variableDefinitions?.filter(({ variable }) => used.has(variable.name.value));
  const text = stripIgnoredCharacters(print({ ...operation, variableDefinitions }));
  return { ...node, operation: text, variables: node.variables.filter((name) => used.has(name)) };
}

function variablesOf(node: FieldNode | SelectionSetNode): ReadonlySet<string> {
  const names = new Set<string>();
  visit(node, { Variable: ({ name }) => void names.add(name.value) });
  return names;
}

function ownCall({ node, document, path, typeName, field, requires }: Unmet): FetchNode {
  const used = variablesOf(field);
  const [operation] = document.definitions as OperationDefinitionNode[];
  const definitions = (operation?.variableDefinitions ?? []).filter(({ variable }) => used.has(variable.name.value)).map(print);
  const text = `query(${['$representations:[_Any!]!', ...definitions].join(' ')}){_entities(representations:$representations){...on ${typeName}{${print(field)}}}}`;
  return {
    ...node,
    operationKind: 'query',
    operation: stripIgnoredCharacters(text),
    operationName: undefined,
    variables: node.variables.filter((name) => used.has(name)),
    entities: [{ responseKey: '_entities', variable: 'representations', paths: [path], requires, renames: [] }],
    at: [],
    renames: [],
  };
}

function replace(plan: PlanNode, node: FetchNode, by: FetchNode | null): PlanNode | null {
  if (plan === node) return by;
  if (plan.kind === 'fetch') return plan;
  if (plan.kind === 'condition') {
    const [whenTrue, whenFalse] = [plan.whenTrue, plan.whenFalse].map((inner) => inner && replace(inner, node, by));
    return { ...plan, whenTrue: whenTrue ?? null, whenFalse: whenFalse ?? null };
  }
  return { ...plan, nodes: plan.nodes.map((inner) => replace(inner, node, by)).filter((inner) => inner !== null) };
}

/** Puts a call before the first step that carries the field or goes on from it, in the innermost sequence; null when there is none. */
function insertBefore(plan: PlanNode, call: FetchNode, unmet: Unmet): PlanNode | null {
  const name = (unmet.field.alias ?? unmet.field.name).value;
  const below = [...unmet.path, { kind: 'field' as const, name }];
  const needs = (node: PlanNode): boolean =>
    fetchesOf(node).some(
      ({ entities, at }) =>
        [...entities.flatMap(({ paths }) => paths), at].some((one) => samePath(one.slice(0, below.length), below)) ||
        entities.some(
          ({ paths, requires }) =>
            paths.some((one) => samePath(one, unmet.path)) && JSON.stringify(requires).includes(`"from":${JSON.stringify(name)}`),
        ),
    );
  if (plan.kind === 'fetch' || plan.kind === 'condition') return needs(plan) ? { kind: 'sequence', nodes: [call, plan] } : null;
  const found = plan.nodes.find(needs);
  if (!found) return null;
  const at = plan.nodes.indexOf(found);
  if (plan.kind === 'sequence' && found.kind === 'fetch')
    return { ...plan, nodes: [...plan.nodes.slice(0, at), call, ...plan.nodes.slice(at)] };
  const inner = insertBefore(found, call, unmet);
  return inner && { ...plan, nodes: plan.nodes.map((node) => (node === found ? inner : node)) };
}
