import { type DirectiveDefinitionNode, extendSchema, type GraphQLSchema, isInputType, Kind } from 'graphql';
import type { Supergraph } from './reading/supergraph.ts';
import { namedType, printTypeReference } from './reading/typeReferences.ts';

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
export function withClientDirectives(schema: GraphQLSchema, { document }: Supergraph): GraphQLSchema {
  const definitions = document.definitions.flatMap((definition): DirectiveDefinitionNode[] => {
    if (definition.kind !== Kind.DIRECTIVE_DEFINITION || schema.getDirective(definition.name.value)) return [];
    const locations = definition.locations.filter(({ value }) => EXECUTABLE.has(value));
    const isKnown = (definition.arguments ?? []).every(({ type }) =>
      isInputType(schema.getType(namedType(printTypeReference(type)))),
    );
    return locations.length > 0 && isKnown ? [{ ...definition, locations }] : [];
  });
  return definitions.length > 0 ? extendSchema(schema, { kind: Kind.DOCUMENT, definitions }, { assumeValid: true }) : schema;
}
