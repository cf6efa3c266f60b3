import { type GraphQLSchema, isNonNullType, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import type { OperationWithFragments } from './operation.ts';

/**
 * The variables of nullable types that an operation uses where null is not allowed, with the type that is needed there. A valid operation
 * has such a use only where a default value stands for a missing one (GraphQL 5.8.5, "Allowing Optional Variables When Default Values
 * Exist"), so that null is found at the request alone.
 */
export function nonNullUses(
  { operation, fragments }: OperationWithFragments,
  schema: GraphQLSchema,
): ReadonlyMap<string, string> {
  const needed = new Map<string, string>();
  const read = new Set<string>();
  const info = new TypeInfo(schema);
  const visitor = visitWithTypeInfo(info, {
    VariableDefinition: () => false,
    Variable({ name }) {
      const type = info.getInputType();
      if (isNonNullType(type)) needed.set(name.value, String(type));
    },
    FragmentSpread({ name }) {
      read.add(name.value);
    },
  });
  visit(operation, visitor);
  // A set goes on to the names that are added while it is read.
  for (const name of read) {
    const fragment = fragments.get(name);
    if (fragment) visit(fragment, visitor);
  }
  for (const { type, variable } of operation.variableDefinitions ?? [])
    if (type.kind === 'NonNullType') needed.delete(variable.name.value);
  return needed;
}
