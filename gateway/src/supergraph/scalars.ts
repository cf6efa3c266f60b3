import { scalars } from '@union-graph/schema';
import { GraphQLError, type GraphQLSchema, isScalarType, type ValueNode } from 'graphql';

/**
 * Gives the custom scalars of an API schema the reading rules of the house, so that a malformed amount, date or code is
 * refused at the door and not by the subgraph. What subgraphs answer passes untouched.
 */
export function guardScalars(schema: GraphQLSchema): void {
  for (const [name, scalar] of Object.entries(scalars)) {
    const type = schema.getType(name);
    if (!isScalarType(type)) continue;
    type.parseValue = (value) => scalar.parseValue(value);
    type.parseLiteral = (node, variables) => withNode(node, () => scalar.parseLiteral(node, variables));
  }
}

/** Points a scalar's refusal at its place in the document. */
function withNode<T>(node: ValueNode, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw new GraphQLError(error.message, { nodes: node, extensions: error.extensions });
  }
}
