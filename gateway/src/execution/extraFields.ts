import { type GraphQLSchema, Kind } from 'graphql';
import { type Data, isData } from '../calls/data.ts';
import { conditionVariables, plannedPart, type ReadOperation } from '../operation/operation.ts';
import { fieldsFor, keyOf, type Selected, stepInto } from '../planning/selected.ts';
import type { ResponsePath } from './visitPath.ts';

type Variables = Readonly<Record<string, unknown>>;

/**
 * Tells of a place in the data of a run, by the names of the plan, at which of its steps it leaves what is selected; -1 where all of it is
 * selected. Hidden are keys and required fields that a plan asks for itself, fields that a call asks of all objects of an interface though
 * they are selected of some types alone, and what a condition leaves out.
 */
export type FindExtraField = (place: ResponsePath, data: Data, variables: Variables) => number;

export function createExtraFieldFinder(read: ReadOperation, schema: GraphQLSchema): FindExtraField {
  const rootName = schema.getRootType(read.operation.operation)?.name;
  const conditions = conditionVariables(read);
  const unfold = (variables: Variables): Selected | null => {
    const operation = plannedPart(read, schema, variables)?.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
    return operation && rootName !== undefined ? { typeName: rootName, selectionSets: [operation.selectionSet] } : null;
  };
  // Unfolded for the first error only: most operations never have one.
  const known = new Map<string, Selected | null>();
  const selectedWith = (variables: Variables): Selected | null => {
    const way = conditions.map((name) => (variables[name] === true ? '1' : '0')).join('');
    let selected = known.get(way);
    if (selected === undefined) {
      selected = unfold(Object.fromEntries(conditions.map((name) => [name, variables[name] === true])));
      if (known.size < MAX_WAYS) known.set(way, selected);
    }
    return selected;
  };
  return (steps, data, variables) => {
    let [place, value]: [Selected | null, unknown] = [selectedWith(variables), data];
    for (const [at, step] of steps.entries()) {
      if (typeof step === 'number') {
        value = Array.isArray(value) ? value[step] : undefined;
        continue;
      }
      if (!place) return at;
      const told = isData(value) && schema.getType(String(value.__typename)) ? String(value.__typename) : place.typeName;
      if (!fieldsFor(schema, place.selectionSets, told).some((field) => keyOf(field) === step)) return at;
      place = stepInto(schema, place, told, step);
      value = isData(value) && Object.hasOwn(value, step) ? value[step] : undefined;
    }
    return -1;
  };
}

const MAX_WAYS = 16;
