import {
  type FieldNode,
  type InlineFragmentNode,
  Kind,
  type NamedTypeNode,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
  stripIgnoredCharacters,
  type VariableDefinitionNode,
  visit,
} from 'graphql';
import type { EntityBatch, FetchNode, PlanNode, Required } from './plan.ts';
import { readCall } from './readCall.ts';
import type { PlannableSupergraph } from './requiredFields.ts';

/**
 * Brings a plan back to the fields that subgraphs have. Where one call carries an entity with one required field in two ways, its
 * `_entities` field is divided, so that each of the fields that require it gets its own.
 */
export function withGivenFields(node: PlanNode | null, supergraph: PlannableSupergraph): PlanNode | null {
  if (!node || supergraph.fields.size === 0) return node;
  switch (node.kind) {
    case 'sequence':
    case 'parallel':
      return { ...node, nodes: node.nodes.map((inner) => withGivenFields(inner, supergraph)).filter((inner) => inner !== null) };
    case 'condition':
      return {
        ...node,
        whenTrue: withGivenFields(node.whenTrue, supergraph),
        whenFalse: withGivenFields(node.whenFalse, supergraph),
      };
    case 'fetch':
      return giveFields(node, supergraph);
  }
}

function giveFields(node: FetchNode, supergraph: PlannableSupergraph): FetchNode {
  const divided = node.entities.reduce((fetch, batch) => divide(fetch, batch, supergraph), node);
  const operation = visit(parse(divided.operation, { noLocation: true }), {
    Field: (field): FieldNode | undefined => {
      const given = supergraph.fields.get(field.name.value);
      if (!given) return undefined;
      return {
        ...field,
        alias: field.alias ?? field.name,
        name: { kind: Kind.NAME, value: given.name },
        arguments: given.arguments,
      };
    },
  });
  const entities = divided.entities.map((batch) => ({
    ...batch,
    requires: batch.requires.map((part) => giveName(part, supergraph)),
  }));
  return { ...divided, operation: stripIgnoredCharacters(print(operation)), entities };
}

const giveName = (part: Required, supergraph: PlannableSupergraph): Required => {
  const selections = part.selections?.map((inner) => giveName(inner, supergraph)) ?? null;
  if (part.kind === 'type') return { ...part, selections: selections ?? [] };
  return { ...part, name: supergraph.fields.get(part.name)?.name ?? part.name, selections };
};

/** The fields that one `_entities` field may ask for together, and the required fields with arguments that it carries for them. */
interface Share {
  readonly fields: SelectionNode[];
  readonly places: Map<string, string>;
}

function divide(node: FetchNode, batch: EntityBatch, supergraph: PlannableSupergraph): FetchNode {
  const operation = readCall(node);
  const field = operation.selectionSet.selections.find(
    (selection): selection is FieldNode =>
      selection.kind === Kind.FIELD && (selection.alias ?? selection.name).value === batch.responseKey,
  );
  if (!field) return node;
  const byType = sharesByType(field, node.service, supergraph);
  const count = Math.max(...[...byType.values()].map((shares) => shares.length));
  if (count < 2) return node;
  const parts = Array.from({ length: count }, (_, at) => ({
    batch: {
      ...batch,
      responseKey: `${batch.responseKey}_${at}`,
      variable: `${batch.variable}_${at}`,
      requires: batch.requires.flatMap((part) => shareOf(part, byType, at, supergraph)),
    },
    field: entitiesField(field, batch, byType, at),
  }));
  const selections = operation.selectionSet.selections.flatMap((selection) =>
    selection === field ? parts.map((part) => part.field) : [selection],
  );
  const variableDefinitions = operation.variableDefinitions?.flatMap((definition) =>
    definition.variable.name.value === batch.variable
      ? parts.map((part) => renameVariable(definition, part.batch.variable))
      : [definition],
  );
  const changed: OperationDefinitionNode = {
    ...operation,
    variableDefinitions,
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
  return {
    ...node,
    operation: print(changed),
    entities: node.entities.flatMap((one) => (one === batch ? parts.map((part) => part.batch) : [one])),
  };
}

/** For each type of the entities, the fields of that type in as few shares as their requirements allow. */
function sharesByType(field: FieldNode, service: string, supergraph: PlannableSupergraph): Map<string, Share[]> {
  const byType = new Map<string, Share[]>();
  for (const fragment of field.selectionSet?.selections ?? []) {
    if (fragment.kind !== Kind.INLINE_FRAGMENT) continue;
    const typeName = fragment.typeCondition?.name.value ?? '';
    const shares: Share[] = byType.get(typeName) ?? [{ fields: [], places: new Map() }];
    byType.set(typeName, shares);
    for (const single of singly(fragment, typeName)) {
      const needs = supergraph.needs(service, single.typeName, single.name);
      const fitting = shares.find(({ places }) => [...needs].every(([place, name]) => (places.get(place) ?? name) === name));
      const share: Share = fitting ?? { fields: [], places: new Map() };
      if (!fitting) shares.push(share);
      share.fields.push(single.selection);
      for (const [place, name] of needs) share.places.set(place, name);
    }
  }
  return byType;
}

interface Single {
  readonly selection: SelectionNode;
  readonly typeName: string;
  readonly name: string;
}

/** The fields of a fragment one by one; what stood under a condition, in fragments within fragments too, goes on standing under it. */
function singly({ directives, selectionSet }: InlineFragmentNode, typeName: string, within?: NamedTypeNode): Single[] {
  const under = (selection: SelectionNode): SelectionNode =>
    directives?.length || within
      ? {
          kind: Kind.INLINE_FRAGMENT,
          typeCondition: within,
          directives,
          selectionSet: { kind: Kind.SELECTION_SET, selections: [selection] },
        }
      : selection;
  return selectionSet.selections.flatMap((selection): Single[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    if (selection.kind === Kind.FIELD) return [{ selection: under(selection), typeName, name: selection.name.value }];
    const { typeCondition } = selection;
    const inner = typeCondition?.name.value ?? typeName;
    return singly(selection, inner, inner === typeName ? undefined : typeCondition).map((one) => ({
      ...one,
      selection: under(one.selection),
    }));
  });
}

function entitiesField(
  field: FieldNode,
  batch: EntityBatch,
  byType: ReadonlyMap<string, readonly Share[]>,
  at: number,
): FieldNode {
  const selections = [...byType].flatMap(([typeName, shares]): SelectionNode[] => {
    const fields = shares[at]?.fields ?? [];
    if (fields.length === 0) return [];
    return [
      {
        kind: Kind.INLINE_FRAGMENT,
        typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: typeName } },
        selectionSet: { kind: Kind.SELECTION_SET, selections: fields },
      },
    ];
  });
  return visit(
    {
      ...field,
      alias: { kind: Kind.NAME, value: `${batch.responseKey}_${at}` },
      selectionSet: { kind: Kind.SELECTION_SET, selections },
    },
    {
      Variable: ({ name }) =>
        name.value === batch.variable
          ? { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: `${batch.variable}_${at}` } }
          : undefined,
    },
  );
}

/** What a share carries: of the required fields with arguments only those that its own fields need. */
function shareOf(
  part: Required,
  byType: ReadonlyMap<string, readonly Share[]>,
  at: number,
  supergraph: PlannableSupergraph,
): Required[] {
  if (part.kind !== 'type' || part.name === null) return [part];
  const shares = byType.get(part.name);
  if (!shares) return at === 0 ? [part] : [];
  const share = shares[at];
  if (!share || share.fields.length === 0) return [];
  const carried = new Set(share.places.values());
  const keep = (inner: Required): Required[] => {
    if (inner.kind === 'field' && supergraph.fields.has(inner.name) && !carried.has(inner.name)) return [];
    if (!inner.selections) return [inner];
    const selections = inner.selections.flatMap(keep);
    return selections.length > 0 ? [{ ...inner, selections }] : [];
  };
  return keep(part);
}

const renameVariable = (definition: VariableDefinitionNode, name: string): VariableDefinitionNode => ({
  ...definition,
  variable: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } },
});
