import { loadSubgraphSdl } from '@union-graph/schema';
import type { SubgraphDefinition } from '@union-graph/subgraph';
import { buildASTSchema, type GraphQLSchema, isObjectType, parse, valueFromASTUntyped } from 'graphql';

/** A subgraph's schema as it is written, with its directives. */
export const schemaOf = ({ dir }: Pick<SubgraphDefinition, 'dir'>): GraphQLSchema =>
  buildASTSchema(parse(`${loadSubgraphSdl(dir)}\ntype Query\ntype Mutation`), { assumeValidSDL: true });

/** Whether a field, as `Type.field`, is of the levels `per` or `per-sensitive`. */
export function isAboutPersons(schema: GraphQLSchema, coordinate: string): boolean {
  const [typeName = '', fieldName = ''] = coordinate.split('.');
  const type = schema.getType(typeName);
  const node = isObjectType(type) ? type.getFields()[fieldName]?.astNode : undefined;
  return (node?.directives ?? []).some(
    ({ name, arguments: args = [] }) =>
      name.value === 'tag' && args.some(({ value }) => /^per(-sensitive)?$/.test(String(valueFromASTUntyped(value)))),
  );
}

/** Every field about persons that can be read, as `Type.field`, sorted. Payloads are left out: what they hold is read by other ways, too. */
export const fieldsAboutPersons = (schema: GraphQLSchema): string[] =>
  Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => name !== 'Mutation' && !name.endsWith('Payload'))
    .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`))
    .filter((coordinate) => isAboutPersons(schema, coordinate))
    .sort();

/** The types of a subgraph that have a key, sorted. */
export const keyedTypes = (definition: Pick<SubgraphDefinition, 'dir'>): string[] =>
  Object.values(schemaOf(definition).getTypeMap())
    .filter(isObjectType)
    .filter(({ astNode, extensionASTNodes }) =>
      [astNode, ...extensionASTNodes].some((node) => node?.directives?.some(({ name }) => name.value === 'key')),
    )
    .map(({ name }) => name)
    .sort();
