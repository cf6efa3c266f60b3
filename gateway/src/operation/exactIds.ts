import {
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isInputType,
  isListType,
  Kind,
  type StringValueNode,
  TypeInfo,
  typeFromAST,
  type VariableDefinitionNode,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** An id that the client sent as a JSON number with too many digits, so that the last ones are lost. */
export interface InexactId {
  readonly definition: VariableDefinitionNode;
  /** The path below the variable, such as `.input.ids[0]`; empty for the variable itself. */
  readonly path: string;
  readonly value: number;
}

type Found = Pick<InexactId, 'path' | 'value'>;
type Find = (value: unknown) => Found | undefined;

/**
 * Compiles the search for ids that were sent as integers beyond 2^53 - 1. GraphQL accepts an integer as an `ID`, but `JSON.parse` has rounded such a
 * one, and the operation would be about another object. Null when no variable has a field of the type `ID`.
 */
export function createInexactIdFinder(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
): ((given: Readonly<Record<string, unknown>>) => InexactId | undefined) | null {
  const known = new Map<string, Find | null>();
  const finders = definitions.flatMap((definition) => {
    const type = typeFromAST(schema, definition.type);
    const find = isInputType(type) ? compileFinder(type, known) : null;
    return find ? [{ definition, find }] : [];
  });
  if (finders.length === 0) return null;
  return (given) => {
    for (const { definition, find } of finders) {
      const found = find(given[definition.variable.name.value]);
      if (found) return { definition, ...found };
    }
    return undefined;
  };
}

/** Compiles the search in values of an input type; null if the type has no field of the type `ID`. */
function compileFinder(of: GraphQLInputType, known: Map<string, Find | null>): Find | null {
  const type = getNullableType(of);
  if (isListType(type)) {
    const find = compileFinder(type.ofType, known);
    return find && ((value) => (Array.isArray(value) ? firstOf(value, (item, at) => below(`[${at}]`, find(item))) : find(value)));
  }
  if (!isInputObjectType(type)) return type.name === 'ID' ? findNumber : null;
  const done = known.get(type.name);
  if (done !== undefined) return done;
  const fields: (readonly [string, Find])[] = [];
  const findInFields: Find = (value) =>
    typeof value === 'object' && value !== null
      ? firstOf(fields, ([name, find]) => below(`.${name}`, find((value as Record<string, unknown>)[name])))
      : undefined;
  // Cached before its fields are compiled, because an input type may be recursive.
  known.set(type.name, findInFields);
  for (const { name, type: inner } of Object.values(type.getFields())) {
    const find = compileFinder(inner, known);
    if (find) fields.push([name, find]);
  }
  if (fields.length === 0) known.set(type.name, null);
  return fields.length > 0 ? findInFields : null;
}

const findNumber: Find = (value) => (typeof value === 'number' && !Number.isSafeInteger(value) ? { path: '', value } : undefined);

const below = (step: string, found: Found | undefined): Found | undefined => found && { ...found, path: `${step}${found.path}` };

function firstOf<Item>(items: readonly Item[], find: (item: Item, at: number) => Found | undefined): Found | undefined {
  for (const [at, item] of items.entries()) {
    const found = find(item, at);
    if (found) return found;
  }
  return undefined;
}

/** Rewrites the ids in default values from integers to strings: a JavaScript number could lose digits. */
export function withExactIds(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
): readonly VariableDefinitionNode[] {
  if (!definitions.some(({ defaultValue }) => defaultValue)) return definitions;
  const info = new TypeInfo(schema);
  const asText = visitWithTypeInfo(info, {
    IntValue: ({ value }): StringValueNode | undefined => {
      const type = info.getInputType();
      return type && getNamedType(type).name === 'ID' ? { kind: Kind.STRING, value } : undefined;
    },
  });
  return definitions.map((definition) => visit(definition, asText));
}
