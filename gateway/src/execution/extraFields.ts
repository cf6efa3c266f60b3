import { type GraphQLSchema, Kind } from 'graphql';
import { type Data, isData } from '../calls/data.ts';
import { conditionVariables, type OperationWithFragments, plannedPart } from '../operation/operation.ts';
import { responseKey } from '../operation/responseKey.ts';
import type { VariableValues } from '../operation/variables.ts';
import { fieldsFor, type SelectionAtPath, selectionBelow } from '../planning/selectionAtPath.ts';
import type { ResponsePath } from './visitPath.ts';

/**
 * The index of the first step of a response path that is an extra field; -1 when the whole path is selected. Extra fields are keys and
 * required fields, fields that a call selects on every object of an interface although the operation selects them on some types only,
 * and fields that `@skip` or `@include` leaves out. The keys of the path are those of the plan.
 */
export type FindExtraField = (path: ResponsePath, data: Data, variables: VariableValues) => number;

export function createExtraFieldFinder(planned: OperationWithFragments, schema: GraphQLSchema): FindExtraField {
  const rootName = schema.getRootType(planned.operation.operation)?.name;
  const conditions = conditionVariables(planned);
  const normaliseWith = (variables: VariableValues): SelectionAtPath | null => {
    const operation = plannedPart(planned, schema, variables)?.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
    return operation && rootName !== undefined ? { typeName: rootName, selectionSets: [operation.selectionSet] } : null;
  };
  // The operation is normalised at its first error: most operations never have one.
  const known = new Map<string, SelectionAtPath | null>();
  const selectedWith = (variables: VariableValues): SelectionAtPath | null => {
    const key = conditions.map((name) => (variables[name] === true ? '1' : '0')).join('');
    let selected = known.get(key);
    if (selected === undefined) {
      selected = normaliseWith(Object.fromEntries(conditions.map((name) => [name, variables[name] === true])));
      if (known.size < MAX_CONDITION_VALUES) known.set(key, selected);
    }
    return selected;
  };
  return (path, data, variables) => {
    let [position, value]: [SelectionAtPath | null, unknown] = [selectedWith(variables), data];
    for (const [at, step] of path.entries()) {
      if (typeof step === 'number') {
        value = Array.isArray(value) ? value[step] : undefined;
        continue;
      }
      if (!position) return at;
      const typeName = isData(value) && schema.getType(String(value.__typename)) ? String(value.__typename) : position.typeName;
      if (!fieldsFor(schema, position.selectionSets, typeName).some((field) => responseKey(field) === step)) return at;
      position = selectionBelow(schema, position, typeName, step);
      value = isData(value) && Object.hasOwn(value, step) ? value[step] : undefined;
    }
    return -1;
  };
}

const MAX_CONDITION_VALUES = 16;
