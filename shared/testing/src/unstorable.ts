import {
  buildASTSchema,
  type DefinitionNode,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
} from 'graphql';

/** A call of one root field with a text that cannot be stored at one place of its arguments. */
export interface UnstorableCall {
  /** Where the text stands: `Query.plan(code)`. */
  readonly place: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The argument or input field that the refusal must name. */
  readonly field: string;
}

/** A value that fits, for each scalar that an argument may have. */
const SAMPLES: Readonly<Record<string, unknown>> = {
  ID: '01900000-0000-7000-8000-00000000beef',
  String: 'x',
  Int: 1,
  Float: 1,
  Boolean: true,
  Date: '2013-10-19',
  DateTime: '2013-10-19T10:00:00+08:00',
  Fen: '100',
  BasisPoints: 100,
  DistrictCode: '110105',
  OrgCode: 'D2143569X',
  Phone: '01012345678',
};

const isRootType = (definition: DefinitionNode): definition is ObjectTypeDefinitionNode =>
  definition.kind === Kind.OBJECT_TYPE_DEFINITION && ['Query', 'Mutation'].includes(definition.name.value);

/** The schema of an SDL whose root types may stand in any number of extensions. */
function schemaOf(sdl: string): GraphQLSchema {
  const definitions = parse(sdl).definitions.map((definition) =>
    isRootType(definition) ? { ...definition, kind: Kind.OBJECT_TYPE_EXTENSION } : definition,
  );
  const roots = parse('type Query type Mutation').definitions;
  return buildASTSchema(
    { kind: Kind.DOCUMENT, definitions: [...roots, ...definitions] as DefinitionNode[] },
    { assumeValid: true },
  );
}

/** Every place of the arguments of root fields where a `String` or an `ID` comes in, each with its call. */
export function unstorableCalls(sdl: string, text: string): UnstorableCall[] {
  const schema = schemaOf(sdl);
  const roots = [schema.getQueryType(), schema.getMutationType()].filter((type) => type != null);
  return roots.flatMap((root) =>
    Object.values(root.getFields())
      .filter(({ name }) => !name.startsWith('_'))
      .flatMap(({ name, args, type }) => {
        const declared = args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
        const passed = args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
        const selection = 'getFields' in getNamedType(type) ? ' { __typename }' : '';
        const operation = root === schema.getMutationType() ? 'mutation' : 'query';
        const query = `${operation} (${declared}) { ${name}(${passed})${selection} }`;
        return args.flatMap((arg) =>
          placesOf(arg.type, arg.name, []).map(({ path, value, field }) => ({
            place: `${root.name}.${name}(${[arg.name, ...path].join('.')})`,
            query,
            variables: {
              ...Object.fromEntries(
                args.filter(({ type: of }) => isNonNullType(of)).map((one) => [one.name, sampleOf(one.type)]),
              ),
              [arg.name]: value(text),
            },
            field,
          })),
        );
      }),
  );
}

interface Place {
  readonly path: readonly string[];
  readonly field: string;
  /** The argument with the text at this place, and fitting values where the schema wants one. */
  value(text: string): unknown;
}

function placesOf(of: GraphQLInputType, field: string, above: readonly string[]): Place[] {
  const type = getNullableType(of);
  if (isListType(type)) {
    return placesOf(type.ofType, field, above).map((place) => ({ ...place, value: (text) => [place.value(text)] }));
  }
  if (!isInputObjectType(type))
    return type.name === 'ID' || type.name === 'String' ? [{ path: [], field, value: (text) => text }] : [];
  if (above.includes(type.name)) return [];
  return Object.values(type.getFields()).flatMap((inner) =>
    placesOf(inner.type, inner.name, [...above, type.name]).map(({ path, field: leaf, value }) => ({
      path: [inner.name, ...path],
      field: leaf,
      value: (text: string) => ({ ...(sampleOf(type) as object), [inner.name]: value(text) }),
    })),
  );
}

function sampleOf(of: GraphQLInputType): unknown {
  const type = getNullableType(of);
  if (isListType(type)) return [];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (!isInputObjectType(type)) return SAMPLES[type.name];
  const needed = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
  return Object.fromEntries(needed.map((field) => [field.name, sampleOf(field.type)]));
}
