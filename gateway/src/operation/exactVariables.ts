import {
  type GraphQLInputType,
  type GraphQLSchema,
  getNullableType,
  isInputObjectType,
  isInputType,
  isListType,
  isScalarType,
  isSpecifiedScalarType,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql';
import { ExactNumber } from './exactJson.ts';

type Variables = Readonly<Record<string, unknown>>;

/**
 * Rounds the exact numbers in the values of variables to JavaScript numbers, which the scalars of GraphQL expect. A custom scalar keeps all digits:
 * what they mean is known to the subgraph alone.
 */
export function createRounding(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
): (given: Variables) => Variables {
  const types = definitions.flatMap(({ variable, type }) => {
    const known = typeFromAST(schema, type);
    return isInputType(known) ? [[variable.name.value, known] as const] : [];
  });
  return (given) => {
    const own: Record<string, unknown> = { ...given };
    for (const [name, type] of types) if (Object.hasOwn(given, name)) own[name] = rounded(type, given[name]);
    return own;
  };
}

function rounded(of: GraphQLInputType, value: unknown): unknown {
  const type = getNullableType(of);
  if (isListType(type))
    return Array.isArray(value) ? value.map((item) => rounded(type.ofType, item)) : rounded(type.ofType, value);
  if (value instanceof ExactNumber) return isScalarType(type) && !isSpecifiedScalarType(type) ? value : Number(value);
  if (!isInputObjectType(type) || typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const fields = type.getFields();
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
      return [name, field ? rounded(field.type, inner) : inner];
    }),
  );
}
