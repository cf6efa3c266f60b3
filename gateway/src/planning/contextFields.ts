import {
  type ConstDirectiveNode,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { parseSupergraph } from '../supergraph/parseSupergraph.ts';
import { argumentValue, stringArgument } from '../supergraph/reading/join.ts';

/** Refuses operations that need what the gateway does not give. Throws `BAD_USER_INPUT` with status 400. */
export type RefuseContexts = (document: DocumentNode) => void;

/** Refuses operations that select a field with an argument from a context (`@fromContext`), or one that requires such a field. */
export function createContextRefusal(supergraphSdl: string, schema: GraphQLSchema): RefuseContexts {
  const coordinates = contextFields(supergraphSdl);
  if (coordinates.size === 0) return () => undefined;
  return (document) => {
    const info = new TypeInfo(schema);
    visit(
      document,
      visitWithTypeInfo(info, {
        Field: ({ name }) => {
          const parent = info.getParentType();
          if (!parent) return;
          const types = [parent, ...(isAbstractType(parent) ? schema.getPossibleTypes(parent) : [])];
          const found = types.find((type) => coordinates.has(`${type.name}.${name.value}`));
          if (found) throw unsupported(`${found.name}.${name.value}`);
        },
      }),
    );
  };
}

/** The fields of a supergraph that need a context: by an argument of their own, or by what they require, as far as that goes. */
function contextFields(supergraphSdl: string): Set<string> {
  const found = new Set<string>();
  const requiring: { readonly coordinate: string; readonly names: ReadonlySet<string> }[] = [];
  visit(parseSupergraph(supergraphSdl), {
    ObjectTypeDefinition: ({ name: type, fields = [] }) => {
      for (const { name, directives = [] } of fields)
        for (const join of directives.filter((directive) => directive.name.value === 'join__field')) {
          const coordinate = `${type.value}.${name.value}`;
          if (hasContext(join)) found.add(coordinate);
          const requires = stringArgument(join, 'requires');
          if (requires !== undefined) requiring.push({ coordinate, names: namesIn(requires) });
        }
    },
  });
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    const names = new Set([...found].map((coordinate) => coordinate.split('.')[1]));
    // By name alone: a required field that is only called so is refused, too, which is better than a wrong value.
    for (const { coordinate, names: required } of requiring)
      if ([...required].some((name) => names.has(name))) found.add(coordinate);
  }
  return found;
}

function hasContext(join: ConstDirectiveNode): boolean {
  const value = argumentValue(join, 'contextArguments');
  return value?.kind === Kind.LIST && value.values.length > 0;
}

function namesIn(fieldSet: string): Set<string> {
  const names = new Set<string>();
  visit(parse(`{${fieldSet}}`, { noLocation: true }), { Field: ({ name }) => void names.add(name.value) });
  return names;
}

const unsupported = (coordinate: string): GraphQLError =>
  new GraphQLError(
    `The field "${coordinate}" takes an argument from a context (@fromContext), which this gateway does not give. Leave the field out.`,
    { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } },
  );
