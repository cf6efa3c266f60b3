import {
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { responseKey } from '../operation/responseKey.ts';
import { parseFetchOperation } from '../planning/parseFetchOperation.ts';
import type { AliasRename, EntityBatch, FetchNode } from '../planning/plan.ts';
import type { CallSelection } from './causes.ts';
import { renamedKeys } from './renames.ts';
import type { CallField, CallFields } from './representations.ts';
import type { TypeLookup } from './typeLookup.ts';
import type { ResponsePath } from './visitPath.ts';

/** Reads what the operation of a call selects. The text is parsed when it is first needed: after an error. */
export interface CallReader {
  readonly operation: () => OperationDefinitionNode;
  /** Whether the call selects the field at a path of its answer. */
  readonly isSelected: (path: ResponsePath) => boolean;
  /** What the call selects on the objects at the given response keys. The keys of the fields are those after `renames`. */
  readonly selectionAt: (keys: readonly string[], renames: readonly AliasRename[]) => CallSelection;
}

export function createCallReader(node: FetchNode, types: TypeLookup): CallReader {
  let parsed: OperationDefinitionNode | null = null;
  const operation = (): OperationDefinitionNode => {
    parsed ??= parseFetchOperation(node);
    return parsed;
  };
  const selectionOf = (sets: readonly SelectionSetNode[], keys: ReadonlyMap<string, string>): CallSelection => {
    const byType = new Map<string | undefined, ReturnType<CallSelection>>();
    const fieldsOf = (typeName: string | undefined): ReturnType<CallSelection> =>
      selectedFieldsOf(sets, typeName, node.subgraph, types).map((field) => ({
        key: keys.get(responseKey(field)) ?? responseKey(field),
        below: field.selectionSet ? selectionOf([field.selectionSet], keys) : null,
        typeName: typeName === undefined ? undefined : types.fieldOf(typeName, field.name.value)?.typeName,
      }));
    return ({ __typename }) => {
      const typeName = typeof __typename === 'string' ? __typename : undefined;
      const fields = byType.get(typeName) ?? fieldsOf(typeName);
      if (byType.size < 1_000) byType.set(typeName, fields);
      return fields;
    };
  };
  const fieldsOfKeys = cacheByKeys((keys: readonly string[]) => fieldsAt(operation(), keys));
  const selectionsOf = new Map<readonly AliasRename[], (keys: readonly string[]) => CallSelection>();
  return {
    operation,
    isSelected: (path) => fieldsOfKeys(responseKeysIn(path)).length > 0,
    selectionAt: (keys, renames) => {
      const known =
        selectionsOf.get(renames) ??
        cacheByKeys((at: readonly string[]) => {
          const sets = at.length === 0 ? [operation().selectionSet] : selectionSetsOf(fieldsOfKeys(at));
          return selectionOf(sets, renamedKeys(renames));
        });
      selectionsOf.set(renames, known);
      return known(keys);
    },
  };
}

/** Caches what `read` returns for a path of response keys, because thousands of errors may be at one field. */
function cacheByKeys<T>(read: (keys: readonly string[]) => T): (keys: readonly string[]) => T {
  const known = new Map<string, T>();
  return (keys) => {
    const key = JSON.stringify(keys);
    const found = known.get(key) ?? read(keys);
    if (known.size < MAX_CACHED_PATHS) known.set(key, found);
    return found;
  };
}

const MAX_CACHED_PATHS = 100;

/** The response keys of a path, without list indices. */
export const responseKeysIn = (path: ResponsePath): string[] => path.filter((step) => typeof step === 'string');

const selectionSetsOf = (fields: readonly FieldNode[]): SelectionSetNode[] =>
  fields.flatMap(({ selectionSet }) => selectionSet ?? []);

/** The fields that a call selects at the given response keys, one key for each level. */
function fieldsAt({ selectionSet }: OperationDefinitionNode, keys: readonly string[]): FieldNode[] {
  let [sets, fields]: [readonly SelectionSetNode[], FieldNode[]] = [[selectionSet], []];
  for (const key of keys) {
    fields = selectedFieldsOf(sets).filter((field) => responseKey(field) === key);
    sets = selectionSetsOf(fields);
  }
  return fields;
}

/** The fields that selection sets select on objects of a type; without `typeName`, on objects of any type. */
function selectedFieldsOf(sets: readonly SelectionSetNode[], typeName?: string, subgraph = '', types?: TypeLookup): FieldNode[] {
  const applies = (condition: string | undefined): boolean =>
    condition === undefined ||
    typeName === undefined ||
    !types ||
    types.satisfies(typeName, condition) ||
    types.typenameIn(subgraph, typeName, condition) === condition;
  return sets.flatMap(({ selections }) =>
    selections.flatMap((one): FieldNode[] => {
      if (one.kind === Kind.FIELD) return [one];
      if (one.kind === Kind.FRAGMENT_SPREAD || !applies(one.typeCondition?.name.value)) return [];
      return selectedFieldsOf([one.selectionSet], typeName, subgraph, types);
    }),
  );
}

/** The fields that a call selects on the entities of a batch, by the entity's type. */
export function entityFields(batch: EntityBatch, subgraph: string, reader: CallReader, types: TypeLookup): CallFields {
  const keys = renamedKeys(batch.renames);
  const byType = new Map<string, readonly CallField[]>();
  return (typeName) => {
    const sets = selectionSetsOf(fieldsAt(reader.operation(), [batch.responseKey]));
    const known =
      byType.get(typeName) ??
      selectedFieldsOf(sets, typeName, subgraph, types).map((field) => ({
        key: keys.get(responseKey(field)) ?? responseKey(field),
        name: field.name.value,
      }));
    byType.set(typeName, known);
    return known;
  };
}

/** The fetch node without the fields at the given paths of response keys; null when it selects none of them, or no other field. */
export function withoutFields(
  node: FetchNode,
  operation: OperationDefinitionNode,
  paths: readonly (readonly string[])[],
): FetchNode | null {
  const failed = new Set(paths.map((keys) => JSON.stringify(keys)));
  let [omitted, kept] = [0, 0];
  const prune = (selections: readonly SelectionNode[], at: readonly string[]): SelectionNode[] =>
    selections.flatMap((one): SelectionNode[] => {
      if (one.kind === Kind.FRAGMENT_SPREAD || !one.selectionSet) {
        const isOmitted = one.kind === Kind.FIELD && failed.has(JSON.stringify([...at, responseKey(one)]));
        if (isOmitted) omitted += 1;
        else kept += 1;
        return isOmitted ? [] : [one];
      }
      const path = one.kind === Kind.FIELD ? [...at, responseKey(one)] : at;
      if (one.kind === Kind.FIELD && failed.has(JSON.stringify(path))) {
        omitted += 1;
        return [];
      }
      const inner = prune(one.selectionSet.selections, path);
      const selections = inner.length > 0 ? inner : [TYPENAME];
      return [{ ...one, selectionSet: { ...one.selectionSet, selections } }];
    });
  const selections = prune(operation.selectionSet.selections, []);
  if (omitted === 0 || kept === 0) return null;
  const selectionSet = { ...operation.selectionSet, selections: selections.length > 0 ? selections : [TYPENAME] };
  const used = new Set<string>();
  visit({ ...operation, variableDefinitions: [], selectionSet }, { Variable: ({ name }) => void used.add(name.value) });
  const reduced: OperationDefinitionNode = {
    ...operation,
    selectionSet,
    variableDefinitions: operation.variableDefinitions?.filter(({ variable }) => used.has(variable.name.value)),
  };
  return { ...node, operationText: print(reduced), variables: node.variables.filter((name) => used.has(name)) };
}

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };
