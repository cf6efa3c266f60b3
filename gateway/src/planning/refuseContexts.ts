import { type DocumentNode, GraphQLError, type GraphQLSchema, Kind, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import { possibleTypes } from '../operation/possibleTypes.ts';
import { allFieldNames } from '../supergraph/reading/fieldSets.ts';
import type { Supergraph } from '../supergraph/reading/supergraph.ts';

/** Refuses operations that need an argument from a context (`@fromContext`). Throws `BAD_USER_INPUT` with status 400. */
export type RefuseContexts = (document: DocumentNode) => void;

/** Creates the refusal of operations that select a field with an argument from a context, or a field that requires such a field. */
export function compileContextRefusal(supergraph: Supergraph, schema: GraphQLSchema): RefuseContexts {
  const coordinates = contextFields(supergraph);
  if (coordinates.size === 0) return () => undefined;
  return (document) => {
    const info = new TypeInfo(schema);
    visit(
      document,
      visitWithTypeInfo(info, {
        Field: ({ name }) => {
          const parent = info.getParentType();
          if (!parent) return;
          const types = [parent, ...possibleTypes(schema, parent)];
          const found = types.find((type) => coordinates.has(`${type.name}.${name.value}`));
          if (found) throw unsupported(`${found.name}.${name.value}`);
        },
      }),
    );
  };
}

/** The coordinates of fields with an argument from a context, and of the fields that require one of them. */
function contextFields({ types }: Supergraph): Set<string> {
  const found = new Set<string>();
  const requiring: { readonly coordinate: string; readonly names: readonly string[] }[] = [];
  for (const { name: type, node, fields } of types.values()) {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    for (const { name, joins } of fields.values())
      for (const { contextArguments, requires } of joins) {
        const coordinate = `${type}.${name}`;
        if (contextArguments.length > 0) found.add(coordinate);
        if (requires) requiring.push({ coordinate, names: allFieldNames(requires) });
      }
  }
  // Repeated until no field is added: a field may require a field that itself requires one with an argument from a context.
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    const names = new Set([...found].map((coordinate) => coordinate.split('.')[1]));
    // Fields are compared by name only. A field of another type with the same name is refused too: that is safer than a wrong value.
    for (const { coordinate, names: required } of requiring) if (required.some((name) => names.has(name))) found.add(coordinate);
  }
  return found;
}

const unsupported = (coordinate: string): GraphQLError =>
  new GraphQLError(
    `The field "${coordinate}" takes an argument from a context (@fromContext), which this gateway does not give. Leave the field out.`,
    { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } },
  );
