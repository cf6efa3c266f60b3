import {
  type DocumentNode,
  type FieldNode,
  getNamedType,
  type InlineFragmentNode,
  isAbstractType,
  isLeafType,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  stripIgnoredCharacters,
  visit,
} from 'graphql';
import type { FetchNode, Path, PlanNode } from './plan.ts';
import { mapFetches } from './plan.ts';
import type { PlannableSupergraph } from './requiredFields.ts';
import { keyOf, type Selected, selectedAt, stepInto } from './selected.ts';

/**
 * Of a union or an interface whose objects not all subgraphs know, planners ask for those objects alone that all know who share the
 * field. The subgraph that is asked may answer with any of its own: it is asked for what the client wants of them, so far as
 * it has that itself.
 */
export function completeMembers(plan: PlanNode | null, document: DocumentNode, supergraph: PlannableSupergraph): PlanNode | null {
  const [operation] = document.definitions as OperationDefinitionNode[];
  if (!plan || !operation || supergraph.joined.partial.size === 0) return plan;
  return mapFetches(plan, (node) => complete(node, operation, supergraph));
}

function complete(node: FetchNode, client: OperationDefinitionNode, supergraph: PlannableSupergraph): FetchNode {
  const { schema } = supergraph;
  const [operation, ...others] = parse(node.operation, { noLocation: true }).definitions as OperationDefinitionNode[];
  if (!operation || others.length > 0) return node;
  const root: Selected = { typeName: schema.getRootType(client.operation)?.name ?? '', selectionSets: [client.selectionSet] };
  const at = (path: Path): Selected | null => selectedAt(schema, root, path);
  const adding = createAdding(node.service, supergraph);
  const fill = (set: SelectionSetNode, place: Selected | null): SelectionSetNode => (place ? adding(set, place) : set);
  const selectionSet: SelectionSetNode =
    node.entities.length === 0
      ? fill(operation.selectionSet, at(node.at))
      : {
          ...operation.selectionSet,
          selections: operation.selectionSet.selections.map((field): SelectionNode => {
            if (field.kind !== Kind.FIELD || !field.selectionSet) return field;
            const batch = node.entities.find(({ responseKey }) => responseKey === keyOf(field));
            const filled = (batch?.paths ?? []).reduce((set, path) => fill(set, at(path)), field.selectionSet);
            return { ...field, selectionSet: filled };
          }),
        };
  const text = stripIgnoredCharacters(print({ ...operation, selectionSet }));
  if (text === stripIgnoredCharacters(print(operation))) return node;
  return withVariables(node, { ...operation, selectionSet }, client);
}

/** Adds to what a subgraph is asked for what the client selects of objects that the planner left out. */
function createAdding(service: string, { schema, joined }: PlannableSupergraph) {
  const add = (set: SelectionSetNode, place: Selected): SelectionSetNode => ({
    ...set,
    selections: set.selections.map((selection): SelectionNode => {
      if (selection.kind === Kind.FRAGMENT_SPREAD || !selection.selectionSet) return selection;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const typeName = selection.typeCondition?.name.value ?? place.typeName;
        return { ...selection, selectionSet: add(selection.selectionSet, { ...place, typeName }) };
      }
      const inner = stepInto(schema, place, place.typeName, keyOf(selection));
      if (!inner || joined.leadsElsewhere(service, place.typeName, selection.name.value)) return selection;
      const below = add(selection.selectionSet, inner);
      const missing = isAbstractType(schema.getType(inner.typeName)) ? leftOut(below, inner) : [];
      return { ...selection, selectionSet: { ...below, selections: [...below.selections, ...missing] } };
    }),
  });
  const leftOut = (set: SelectionSetNode, { typeName, selectionSets }: Selected): InlineFragmentNode[] => {
    if (!joined.partial.has(typeName)) return [];
    const asked = new Set(
      set.selections.flatMap((one) => (one.kind === Kind.INLINE_FRAGMENT ? one.typeCondition?.name.value : [])),
    );
    const members = joined.members(service, typeName);
    return selectionSets.flatMap(({ selections }) =>
      selections.flatMap((selection): InlineFragmentNode[] => {
        if (selection.kind !== Kind.INLINE_FRAGMENT) return [];
        const name = selection.typeCondition?.name.value ?? '';
        if (!members.has(name) || asked.has(name)) return [];
        const own = answerable(selection.selectionSet, name);
        return own ? [{ ...selection, selectionSet: own }] : [];
      }),
    );
  };
  /** What of a selection the subgraph has itself; null when it has nothing. */
  const answerable = ({ selections }: SelectionSetNode, typeName: string): SelectionSetNode | null => {
    const own = selections.flatMap((selection): FieldNode[] => {
      if (selection.kind !== Kind.FIELD || selection.name.value === '__typename') return [];
      const { value: name } = selection.name;
      if (!joined.answers(service, typeName, name) || joined.leadsElsewhere(service, typeName, name)) return [];
      const type = schema.getType(typeName);
      const field = type && 'getFields' in type ? type.getFields()[selection.name.value] : undefined;
      const named = field && getNamedType(field.type);
      if (!named || isLeafType(named)) return [selection];
      const inner = selection.selectionSet && answerable(selection.selectionSet, named.name);
      return inner ? [{ ...selection, selectionSet: inner }] : [];
    });
    return own.length > 0 ? { kind: Kind.SELECTION_SET, selections: own } : null;
  };
  return add;
}

/** The call with another operation, and the client's variables that it now uses. */
function withVariables(node: FetchNode, operation: OperationDefinitionNode, client: OperationDefinitionNode): FetchNode {
  const used = new Set<string>();
  visit(operation.selectionSet, { Variable: ({ name }) => void used.add(name.value) });
  const defined = new Set(operation.variableDefinitions?.map(({ variable }) => variable.name.value));
  const added = (client.variableDefinitions ?? []).filter(
    ({ variable }) => used.has(variable.name.value) && !defined.has(variable.name.value),
  );
  const variableDefinitions = [...(operation.variableDefinitions ?? []), ...added];
  return {
    ...node,
    operation: stripIgnoredCharacters(print({ ...operation, variableDefinitions })),
    variables: [...node.variables, ...added.map(({ variable }) => variable.name.value)],
  };
}
