import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { type Conditions, normalise } from './normalise.ts';

/** The names given to fields of the client, and the client's own. */
export type ClientKeys = ReadonlyMap<string, string>;

/** One operation of a document and its fragments. */
export interface ReadOperation {
  readonly operation: OperationDefinitionNode;
  readonly fragments: Fragments;
}

/** An operation divided into what subgraphs answer and what the gateway answers itself. */
export interface DividedOperation {
  /** The operation, normalised, without introspection and without `__typename` of the root; null when nothing is left for subgraphs. */
  readonly planned: DocumentNode | null;
  /** Its fields `__schema` and `__type`; null when it has none. */
  readonly introspection: DocumentNode | null;
}

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** The operation of that name, or the only one, of a valid document. */
export function readOperation(document: DocumentNode, operationName: string | undefined): ReadOperation {
  const fragments: Fragments = new Map(
    document.definitions.flatMap((definition): [string, FragmentDefinitionNode][] =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  );
  const operation = document.definitions.find(
    (definition): definition is OperationDefinitionNode =>
      definition.kind === Kind.OPERATION_DEFINITION && (!operationName || definition.name?.value === operationName),
  );
  if (!operation) throw new Error('The document has no such operation.');
  return { operation, fragments };
}

/** Divides an operation. What the given conditions decide is decided; the others are left to variables. */
export function divideOperation(
  { operation, fragments }: ReadOperation,
  schema: GraphQLSchema,
  conditions: Conditions,
): DividedOperation {
  const unfolded = normalise(operation, { fragments, schema, conditions });
  const part = (keep: (field: FieldNode) => boolean): DocumentNode | null => {
    const selectionSet = rootFields(unfolded.selectionSet, keep);
    return selectionSet && { kind: Kind.DOCUMENT, definitions: [{ ...unfolded, selectionSet }] };
  };
  return {
    planned: part(({ name }) => !name.value.startsWith('__')),
    introspection: part(({ name }) => name.value === '__schema' || name.value === '__type'),
  };
}

/** The variables that decide what of an operation is left out. */
export function conditionVariables({ operation, fragments }: ReadOperation): string[] {
  const names = new Set<string>();
  for (const node of [operation, ...fragments.values()]) {
    visit(node, {
      Directive: ({ name, arguments: given = [] }) => {
        if (name.value !== 'skip' && name.value !== 'include') return;
        for (const { value } of given) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
      },
    });
  }
  return [...names];
}

/** The fields to keep of those that stand at the root. */
function rootFields({ selections }: SelectionSetNode, keep: (field: FieldNode) => boolean): SelectionSetNode | null {
  const kept = selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind === Kind.FIELD) return keep(selection) ? [selection] : [];
    const selectionSet = selection.kind === Kind.INLINE_FRAGMENT ? rootFields(selection.selectionSet, keep) : null;
    return selectionSet ? [{ ...selection, selectionSet } as SelectionNode] : [];
  });
  return kept.length > 0 ? { kind: Kind.SELECTION_SET, selections: kept } : null;
}

/**
 * Gives a field that is called by one of the taken names, and is not plainly the field of that name, a name of its own; a field with
 * arguments is not plain: the planner's own may have others. So does a field that is called like another one elsewhere in the
 * operation: one name then means one field with the same arguments wherever it stands.
 */
export function withOwnNames(
  document: DocumentNode,
  schema: GraphQLSchema,
  taken: ReadonlySet<string>,
): { document: DocumentNode; keys: ClientKeys } {
  const names = new Map<string, string>();
  const keys = new Map<string, string>();
  const meanings = new Map<string, string>();
  const info = new TypeInfo(schema);
  const renamed = visit(
    document,
    visitWithTypeInfo(info, {
      Field: (field): FieldNode | undefined => {
        const { name, alias, arguments: given = [] } = field;
        if (name.value.startsWith('__') || info.getParentType()?.name.startsWith('__')) return undefined;
        const key = alias?.value ?? name.value;
        const meaning = `${name.value}(${given.map(print).sort().join(',')})`;
        const first = meanings.get(key) ?? meaning;
        meanings.set(key, first);
        const isPlain = key === name.value && (info.getFieldDef()?.args.length ?? 0) === 0;
        if (first === meaning && (isPlain || !taken.has(key))) return undefined;
        const identity = `${key}:${meaning}`;
        const own = names.get(identity) ?? `${key}__as${names.size}`;
        names.set(identity, own);
        keys.set(own, key);
        return { ...field, alias: { kind: Kind.NAME, value: own } };
      },
    }),
  );
  return { document: renamed, keys };
}
