import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import { argumentsOf } from '../reach/selection.ts';

type Given = Readonly<Record<string, string | number>>;

/** A field that takes arguments, and a way to it through a subgraph's graph. */
export interface AskedField {
  /** `Type.field`. */
  readonly coordinate: string;
  readonly field: GraphQLField<unknown, unknown>;
  /** The whole document, with these arguments of the field and this declaration of variables. */
  readonly document: (args: string, variables: string) => string;
  /** Whether the way goes through the entities of `$keys`. */
  readonly entitiesOf: string | null;
}

interface Way {
  readonly type: GraphQLObjectType;
  readonly entitiesOf: string | null;
  readonly wrap: (inner: string) => string;
  readonly length: number;
}

/** How many ways to a type are tried: the shortest may lead to no row. */
const MOST_WAYS = 6;
const MOST_STEPS = 5;

/** Every field with arguments outside mutations, once for each of the shortest ways to its type. */
export function askedFields(schema: GraphQLSchema, given: Given, keyed: readonly string[]): AskedField[] {
  return waysThrough(schema, given, keyed).flatMap(({ type, entitiesOf, wrap }) =>
    Object.values(type.getFields())
      .filter(({ name, args }) => args.length > 0 && !name.startsWith('_'))
      .map((field) => ({
        coordinate: `${type.name}.${field.name}`,
        field,
        entitiesOf,
        document: (args, variables) => {
          const declared = [entitiesOf === null ? '' : '$keys: [_Any!]!', variables].filter((text) => text !== '').join(', ');
          const below = selectionOf(schema, getNamedType(field.type).name, given);
          return `query ${declared === '' ? '' : `(${declared})`} ${wrap(`asked: ${field.name}${args} ${below}`)}`;
        },
      })),
  );
}

/** The shortest ways to each type, breadth first. */
function waysThrough(schema: GraphQLSchema, given: Given, keyed: readonly string[]): Way[] {
  const query = schema.getQueryType() as GraphQLObjectType;
  const roots: Way[] = keyed.map((name) => ({
    type: schema.getType(name) as GraphQLObjectType,
    entitiesOf: name,
    length: 0,
    wrap: (inner) => `{ _entities(representations: $keys) { ... on ${name} { ${inner} } } }`,
  }));
  const open: Way[] = [{ type: query, entitiesOf: null, wrap: (inner) => `{ ${inner} }`, length: 0 }, ...roots];
  const ways: Way[] = [];
  const counted = new Map<string, number>();
  for (let way = open.shift(); way; way = open.shift()) {
    const before = counted.get(way.type.name) ?? 0;
    if (before >= MOST_WAYS) continue;
    counted.set(way.type.name, before + 1);
    ways.push(way);
    if (way.length < MOST_STEPS) open.push(...waysFrom(schema, way, given));
  }
  return ways;
}

const waysFrom = (schema: GraphQLSchema, way: Way, given: Given): Way[] =>
  Object.values(way.type.getFields()).flatMap((field) => {
    const args = field.name.startsWith('_') ? null : argumentsOf(field, given);
    if (args === null) return [];
    return typesOf(schema, getNamedType(field.type).name).map((type) => ({
      type,
      entitiesOf: way.entitiesOf,
      length: way.length + 1,
      wrap: (inner: string) => way.wrap(`${field.name}${args} { ... on ${type.name} { ${inner} } }`),
    }));
  });

function typesOf(schema: GraphQLSchema, name: string): readonly GraphQLObjectType[] {
  const type = schema.getType(name);
  if (isObjectType(type)) return [type];
  return isAbstractType(type) ? schema.getPossibleTypes(type) : [];
}

/** How far below an asked field its answer is read: what is computed late is computed. */
const DEPTH = 3;

/** All fields of a type that need no argument, some steps deep; empty for a scalar. */
function selectionOf(schema: GraphQLSchema, name: string, given: Given, depth = DEPTH): string {
  const types = typesOf(schema, name);
  if (types.length === 0) return '';
  const fieldsOf = (type: GraphQLObjectType) =>
    depth === 0
      ? ''
      : Object.values(type.getFields())
          .filter(({ args }) => !args.some(isRequiredArgument))
          .map(
            (field) =>
              `${type.name}_${field.name}: ${field.name} ${selectionOf(schema, getNamedType(field.type).name, given, depth - 1)}`,
          )
          .join(' ');
  return `{ __typename ${types.map((type) => `... on ${type.name} { __typename ${fieldsOf(type)} }`).join(' ')} }`;
}
