import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import { isAboutPersons } from './levels.ts';

/** How far a selection goes into the graph: a list, its nodes, and four objects below. */
const DEPTH = 6;

export interface Way {
  /** Values of arguments by name, or by `field(argument`. */
  readonly given: Readonly<Record<string, string | number>>;
  /** Fields that are left out, as `Type.field`. */
  readonly without: ReadonlySet<string>;
  /** The types on the way here; none is entered twice. */
  readonly above: readonly string[];
}

/** The alias of a field tells its coordinate; by a number a field can be asked several times. */
export const aliasOf = (type: string, field: string, number = 0): string =>
  `${type}__${field}${number === 0 ? '' : `__${number}`}`;

export function coordinateOf(alias: string): string | null {
  const [type, field] = alias.split('__');
  return type && field ? `${type}.${field}` : null;
}

/** One field under an alias that tells its coordinate; null where it cannot be asked, or leads to nothing about persons. */
export function selectField(
  schema: GraphQLSchema,
  field: GraphQLField<unknown, unknown>,
  { under, alias = aliasOf(under, field.name), ...way }: Way & { readonly under: string; readonly alias?: string },
): string | null {
  if (way.without.has(`${under}.${field.name}`)) return null;
  const args = argumentsOf(field, way.given);
  if (args === null) return null;
  const type = getNamedType(field.type);
  const isPersonal = isAboutPersons(schema, `${under}.${field.name}`);
  const isLeaf = !isObjectType(type) && !isAbstractType(type);
  const below = isLeaf ? '' : selectType(schema, type.name, way);
  if (below === '' && !isPersonal) return null;
  const selection = isLeaf ? '' : `{ ${below || '__typename'} }`;
  return `${alias}: ${field.name}${args} ${selection}`;
}

/** All fields of a type that are about persons or lead to one that is; empty where there are none. */
export function selectType(schema: GraphQLSchema, name: string, way: Way): string {
  const type = schema.getType(name) as GraphQLNamedType;
  if (isAbstractType(type))
    return schema
      .getPossibleTypes(type)
      .map((one) => `... on ${one.name} { __typename ${selectType(schema, one.name, way)} }`)
      .join(' ');
  if (!isObjectType(type) || way.above.includes(name) || way.above.length >= DEPTH) return '';
  const below = { ...way, above: [...way.above, name], under: name };
  return Object.values(type.getFields())
    .flatMap((field) => selectField(schema, field, below) ?? [])
    .join(' ');
}

/** The arguments of a field in parentheses, empty without any; null where a required one has no value. */
export function argumentsOf(field: GraphQLField<unknown, unknown>, given: Way['given']): string | null {
  const asked = field.args.filter((argument) => isRequiredArgument(argument) || `${field.name}(${argument.name}` in given);
  const values = asked.map(({ name }) => ({ name, value: given[`${field.name}(${name}`] ?? given[name] }));
  if (values.some(({ value }) => value === undefined)) return null;
  const all = field.args.some(({ name }) => name === 'first') ? [{ name: 'first', value: 20 }] : [];
  const texts = [...values, ...all].map(({ name, value }) => `${name}: ${literal(value)}`);
  return texts.length > 0 ? `(${texts.join(', ')})` : '';
}

/** A name in capitals is an enum's value, a text in braces an input object; every other text is a string. */
const literal = (value: unknown): string =>
  typeof value === 'string' && !/^([A-Z_]+|\{.*\})$/.test(value) ? JSON.stringify(value) : String(value);
