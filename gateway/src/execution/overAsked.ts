import { type GraphQLSchema, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { type ClientKeys, divideOperation, type ReadOperation } from '../planning/operation.ts';
import { fieldsFor, keyOf, type Selected, stepInto } from '../planning/selected.ts';
import { type Data, isData } from './types.ts';

type ClientPath = readonly (string | number)[];

/**
 * Tells of a place in an answer that it was asked for in vain: a call asks all objects of an interface for a field that the client selects
 * of some of their types alone. What went wrong there is none of the client's concern.
 */
export function createOverAsked(read: ReadOperation, keys: ClientKeys, schema: GraphQLSchema) {
  let operation: OperationDefinitionNode | undefined;
  const rootName = schema.getRootType(read.operation.operation)?.name;
  return (path: ClientPath | undefined, data: Data): boolean => {
    // Unfolded for the first error only: most operations never have one.
    operation ??= divideOperation(read, schema, {}).planned?.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
    if (!operation || rootName === undefined || !path) return false;
    let place: Selected | null = { typeName: rootName, selectionSets: [operation.selectionSet] };
    let value: unknown = data;
    for (const step of path) {
      if (typeof step === 'number') {
        value = Array.isArray(value) ? value[step] : undefined;
        continue;
      }
      if (!place) return false;
      const typeName: string =
        isData(value) && schema.getType(String(value.__typename)) ? String(value.__typename) : place.typeName;
      const isMeant = (key: string): boolean => (keys.get(key) ?? key) === step;
      const field = fieldsFor(schema, place.selectionSets, typeName).find((one) => isMeant(keyOf(one)));
      if (!field) return place.selectionSets.some((set) => hasField(set, isMeant));
      const key = keyOf(field);
      place = stepInto(schema, place, typeName, key);
      value = isData(value) ? value[key] : undefined;
    }
    return false;
  };
}

const hasField = ({ selections }: SelectionSetNode, isMeant: (key: string) => boolean): boolean =>
  selections.some((one) =>
    one.kind === Kind.FIELD ? isMeant(keyOf(one)) : one.kind === Kind.INLINE_FRAGMENT && hasField(one.selectionSet, isMeant),
  );
