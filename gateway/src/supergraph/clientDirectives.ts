import { type DirectiveDefinitionNode, extendSchema, type GraphQLSchema, isInputType, Kind } from 'graphql';
import { parseSupergraph } from './parseSupergraph.ts';

/** Where a client may write a directive in an operation. */
const EXECUTABLE = new Set([
  'QUERY',
  'MUTATION',
  'SUBSCRIPTION',
  'FIELD',
  'FRAGMENT_DEFINITION',
  'FRAGMENT_SPREAD',
  'INLINE_FRAGMENT',
  'VARIABLE_DEFINITION',
]);

/**
 * The clients' schema with the directives of the supergraph that a client may write. The composition library takes those for its own
 * that were composed under a specification of their own.
 */
export function withClientDirectives(schema: GraphQLSchema, supergraphSdl: string): GraphQLSchema {
  const definitions = parseSupergraph(supergraphSdl).definitions.flatMap((definition): DirectiveDefinitionNode[] => {
    if (definition.kind !== Kind.DIRECTIVE_DEFINITION || schema.getDirective(definition.name.value)) return [];
    const locations = definition.locations.filter(({ value }) => EXECUTABLE.has(value));
    const isKnown = (definition.arguments ?? []).every(({ type }) => isInputType(schema.getType(namedType(type))));
    return locations.length > 0 && isKnown ? [{ ...definition, locations }] : [];
  });
  return definitions.length > 0 ? extendSchema(schema, { kind: Kind.DOCUMENT, definitions }, { assumeValid: true }) : schema;
}

function namedType(type: NonNullable<DirectiveDefinitionNode['arguments']>[number]['type']): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
