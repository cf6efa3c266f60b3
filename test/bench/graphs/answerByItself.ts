import {
  defaultFieldResolver,
  type GraphQLFieldResolver,
  type GraphQLLeafType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

/** How many items a list has. */
const LENGTH = 5;

/** An object that was made up. Its field values follow from where it comes from, or from its key when another subgraph named it. */
interface Made {
  readonly __typename: string;
  readonly id?: string;
  readonly origin: string;
}

const VALUES: Readonly<Record<string, unknown>> = {
  Int: 7,
  Float: 7.5,
  Boolean: true,
  Date: '2013-05-06',
  DateTime: '2013-05-06T08:00:00+08:00',
  Fen: 120_000,
  BasisPoints: 2_500,
  DistrictCode: '110105',
};

/** Lets a schema answer without any data: whatever it is asked, always the same for the same object. */
export function answerByItself(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__') || type.name === '_Service') continue;
    if (isAbstractType(type)) type.resolveType = (value: { __typename?: string }) => value.__typename;
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (!field.name.startsWith('_')) field.resolve = createResolver(schema, type.name, field.type);
    }
  }
  return schema;
}

function createResolver(schema: GraphQLSchema, parent: string, type: GraphQLOutputType): GraphQLFieldResolver<unknown, unknown> {
  return (source, args, context, info) => {
    const given: unknown = defaultFieldResolver(source, args, context, info);
    if (given !== undefined) return given;
    const { id, origin } = (source ?? {}) as Partial<Made>;
    return make(schema, type, `${id ?? origin ?? parent}.${info.fieldName}`, args.first);
  };
}

function make(schema: GraphQLSchema, type: GraphQLOutputType, origin: string, first?: unknown): unknown {
  if (isNonNullType(type)) return make(schema, type.ofType, origin, first);
  if (isListType(type))
    return Array.from({ length: Math.min(Number(first ?? LENGTH), LENGTH) }, (_, at) =>
      make(schema, type.ofType, `${origin}.${at}`),
    );
  const named = getNamedType(type);
  return isLeafType(named) ? leaf(named, origin) : object(schema, named, origin);
}

function leaf(type: GraphQLLeafType, origin: string): unknown {
  if (isEnumType(type)) return type.getValues()[0]?.value;
  if (type.name === 'ID') return digest(origin);
  return VALUES[type.name] ?? `某 ${digest(origin).slice(0, 8)}`;
}

function object(schema: GraphQLSchema, type: GraphQLNamedType, origin: string): Made {
  const made = isAbstractType(type) ? schema.getPossibleTypes(type)[0] : type;
  const hasId = isObjectType(made) && 'id' in made.getFields();
  return { __typename: made?.name ?? '', origin, ...(hasId && { id: digest(origin) }) };
}

/** Twelve digits that follow from a text (FNV-1a). */
function digest(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const character of text) hash = BigInt.asUintN(64, (hash ^ BigInt(character.codePointAt(0) ?? 0)) * 0x100000001b3n);
  return String(hash % 1_000_000_000_000n).padStart(12, '0');
}
