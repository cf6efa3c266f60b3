import { type DirectiveDefinitionNode, extendSchema, type GraphQLSchema, isInputType, Kind } from 'graphql';
import type { Supergraph } from './reading/supergraph.ts';
import { namedType, printTypeReference } from './reading/typeReferences.ts';

/** Directive locations of executable documents. */
const EXECUTABLE_LOCATIONS = new Set([
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
 * Adds the supergraph's executable directives to the clients' schema. The composition library removes directives that were composed under
 * a specification of their own, because it takes them for federation's.
 */
export function withClientDirectives(schema: GraphQLSchema, { document }: Supergraph): GraphQLSchema {
  const definitions = document.definitions.flatMap((definition): DirectiveDefinitionNode[] => {
    if (definition.kind !== Kind.DIRECTIVE_DEFINITION || schema.getDirective(definition.name.value)) return [];
    const locations = definition.locations.filter(({ value }) => EXECUTABLE_LOCATIONS.has(value));
    const isKnown = (definition.arguments ?? []).every(({ type }) =>
      isInputType(schema.getType(namedType(printTypeReference(type)))),
    );
    return locations.length > 0 && isKnown ? [{ ...definition, locations }] : [];
  });
  return definitions.length > 0 ? extendSchema(schema, { kind: Kind.DOCUMENT, definitions }, { assumeValid: true }) : schema;
}
