import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildASTSchema, type FieldDefinitionNode, type GraphQLSchema, parse } from 'graphql';

/** The committed supergraph. The expectations of sweeps are computed from its text, not by the code under test. */
export const text = readFileSync(path.join(import.meta.dirname, '../../supergraph.graphql'), 'utf8');
export const document = parse(text, { noLocation: true });
export const schema = withoutSpecificationTypes(buildASTSchema(document, { assumeValid: true, assumeValidSDL: true }));

export interface Field {
  readonly coordinate: string;
  readonly type: string;
  readonly node: FieldDefinitionNode;
  readonly tags: ReadonlySet<string>;
}

/** Every field of every object type. */
export const fields: readonly Field[] = document.definitions.flatMap((definition) =>
  definition.kind === 'ObjectTypeDefinition'
    ? (definition.fields ?? []).map((node) => ({
        coordinate: `${definition.name.value}.${node.name.value}`,
        type: definition.name.value,
        node,
        tags: new Set(
          (node.directives ?? []).flatMap(({ name, arguments: given }) =>
            name.value === 'tag' ? (given?.map(({ value }) => ('value' in value ? String(value.value) : '')) ?? []) : [],
          ),
        ),
      }))
    : [],
);
export const byCoordinate = new Map(fields.map((field) => [field.coordinate, field]));

/** The schema without the directives and types of the supergraph specification. */
function withoutSpecificationTypes(full: GraphQLSchema): GraphQLSchema {
  const kept = document.definitions.filter(
    (definition) =>
      definition.kind !== 'DirectiveDefinition' &&
      definition.kind !== 'SchemaDefinition' &&
      !('name' in definition && /^(join|link|federation|cost|core)__/.test(definition.name?.value ?? '')),
  );
  const names = new Set(Object.keys(full.getTypeMap()));
  return buildASTSchema(
    { ...document, definitions: kept.filter((definition) => !('name' in definition) || names.has(definition.name?.value ?? '')) },
    { assumeValid: true, assumeValidSDL: true },
  );
}
