import { scalars } from '@union-graph/schema';
import { GraphQLError, type GraphQLSchema, isScalarType, type ValueNode } from 'graphql';

/**
 * Makes the custom scalars of the clients' schema validate input with the scalars of `@union-graph/schema`, so that the gateway, and not a
 * subgraph, refuses a malformed amount, date or code. The values of answers are not changed.
 */
export function guardScalars(schema: GraphQLSchema): void {
  for (const [name, scalar] of Object.entries(scalars)) {
    const type = schema.getType(name);
    if (!isScalarType(type)) continue;
    type.parseValue = (value) => scalar.parseValue(value);
    type.parseLiteral = (node, variables) => withNode(node, () => scalar.parseLiteral(node, variables));
  }
}

/** Adds the document's node, and so its location, to the error of a scalar. */
function withNode<T>(node: ValueNode, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw new GraphQLError(error.message, { nodes: node, extensions: error.extensions });
  }
}
