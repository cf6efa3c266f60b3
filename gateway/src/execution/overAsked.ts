import { type GraphQLSchema, Kind, type SelectionSetNode } from 'graphql';
import { conditionVariables, plannedPart, type ReadOperation } from '../planning/operation.ts';
import type { ClientNames } from '../planning/ownNames.ts';
import { fieldsFor, keyOf, type Selected, stepInto } from '../planning/selected.ts';
import { type Data, isData } from './types.ts';

type ClientPath = readonly (string | number)[];

type Variables = Readonly<Record<string, unknown>>;

/**
 * Tells of a place in an answer that it was asked for in vain: a call asks all objects of an interface for a field that the client selects
 * of some of their types alone, or asks for what a condition leaves out. What went wrong there is none of the client's concern.
 */
export function createOverAsked(read: ReadOperation, keys: ClientNames, schema: GraphQLSchema) {
  const rootName = schema.getRootType(read.operation.operation)?.name;
  const conditions = conditionVariables(read);
  const unfold = (variables: Variables): Selected | null => {
    const operation = plannedPart(read, schema, variables)?.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
    return operation && rootName !== undefined ? { typeName: rootName, selectionSets: [operation.selectionSet] } : null;
  };
  // Unfolded for the first error only: most operations never have one.
  let all: Selected | null | undefined;
  return (variables: Variables): ((path: ClientPath | undefined, data: Data) => boolean) => {
    let wanted: Selected | null | undefined;
    return (path, data) => {
      all ??= unfold({});
      wanted ??= conditions.length > 0 ? unfold(variables) : all;
      return path !== undefined && isInVain(path, data, all, wanted);
    };
  };

  function isInVain(path: ClientPath, data: Data, whole: Selected | null, selected: Selected | null): boolean {
    let [within, place, value]: [Selected | null, Selected | null, unknown] = [whole, selected, data];
    for (const step of path) {
      if (typeof step === 'number') {
        value = Array.isArray(value) ? value[step] : undefined;
        continue;
      }
      if (!within) return false;
      const told = isData(value) && schema.getType(String(value.__typename)) ? String(value.__typename) : undefined;
      const isMeant = (key: string): boolean => (keys.get(key) ?? key) === step;
      const fieldOf = ({ typeName, selectionSets }: Selected) =>
        fieldsFor(schema, selectionSets, told ?? typeName).find((one) => isMeant(keyOf(one)));
      const field = place && fieldOf(place);
      if (!place || !field) return within.selectionSets.some((set) => hasField(set, isMeant));
      const key = keyOf(field);
      within = stepInto(schema, within, told ?? within.typeName, key);
      place = stepInto(schema, place, told ?? place.typeName, key);
      value = isData(value) ? value[key] : undefined;
    }
    return false;
  }
}

const hasField = ({ selections }: SelectionSetNode, isMeant: (key: string) => boolean): boolean =>
  selections.some((one) =>
    one.kind === Kind.FIELD ? isMeant(keyOf(one)) : one.kind === Kind.INLINE_FRAGMENT && hasField(one.selectionSet, isMeant),
  );
