import { coordinatesIn } from './fieldSets.ts';
import type { SupergraphField, SupergraphTypes } from './supergraphTypes.ts';

/** The coordinates that the resolver of a field gets: by `@requires`, and from a context (`@fromContext`). */
export const resolverInputs = (types: SupergraphTypes, typeName: string, { joins }: SupergraphField): string[] =>
  joins.flatMap(({ requires, contextArguments }) => [
    ...(requires ? coordinatesIn(types, typeName, requires) : []),
    ...contextArguments.flatMap(({ context, selection }) =>
      typesWithContext(types, context).flatMap((owner) => coordinatesIn(types, owner, selection)),
    ),
  ]);

const typesWithContext = (types: SupergraphTypes, context: string): string[] =>
  [...types.values()].filter(({ contexts }) => contexts.includes(context)).map(({ name }) => name);

/** The fields that each field is computed from, by coordinate, transitively. */
export function readComputedFrom(types: SupergraphTypes): ReadonlyMap<string, ReadonlySet<string>> {
  const direct = new Map<string, string[]>();
  for (const [name, type] of types)
    for (const [fieldName, field] of type.fields) {
      const inputs = resolverInputs(types, name, field).filter((input) => input.includes('.'));
      if (inputs.length > 0) direct.set(`${name}.${fieldName}`, inputs);
    }
  const addInputs = (coordinate: string, found: Set<string>): Set<string> => {
    for (const input of direct.get(coordinate) ?? []) if (!found.has(input)) addInputs(input, found.add(input));
    return found;
  };
  return new Map([...direct.keys()].map((coordinate) => [coordinate, addInputs(coordinate, new Set())]));
}
