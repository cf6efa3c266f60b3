import {
  type FieldNode,
  GraphQLError,
  Kind,
  parse,
  parseType,
  print,
  type SelectionSetNode,
  type TypeNode,
  valueFromASTUntyped,
} from 'graphql';
import { type Argument, answering, entityOf, type Field, fieldsOf, keysIn, namedTypeOf, typesIn, type World } from './world.ts';

/** An object of the graph. Its values depend on `origin` only, so that every subgraph computes the same ones. */
export interface Instance {
  readonly __typename: string;
  /** `Type:index` for an entity; for other objects their path in the graph. */
  readonly origin: string;
  /** The number of the entity within its type; also on the object of a nested key. */
  readonly index?: number;
  /** The representation that the gateway sent. */
  readonly representation?: Readonly<Record<string, unknown>>;
  /** The subgraph that answered it, for an entity with a null key, which no other subgraph can resolve. */
  readonly namedBy?: string;
  /** The field set that is provided on this path. */
  readonly provided?: string;
}

type Values = Readonly<Record<string, unknown>>;

/** A number below 100 that depends on the seed and the text alone. */
export const roll = ({ data }: World, text: string): number => hash(`${data.seed} ${text}`) % 100;

/** FNV-1a with a final mix. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return (value ^ (value >>> 12)) >>> 0;
}

/**
 * The value of a field. `required` are the values of its required fields, `made` is the number of mutations executed so far. Throws when the
 * field is drawn to fail.
 */
export function fieldValue(
  world: World,
  on: Instance,
  field: Field,
  args: Values,
  { required, made }: { readonly required?: unknown; readonly made: number },
): unknown {
  if (field.identity) return identityValue(world, on, field);
  const given = Object.keys(args).length > 0 ? `(${JSON.stringify(args)})` : '';
  const from = `${required === undefined ? '' : `<${JSON.stringify(required)}>`}${field.dependsOnMutations ? `#${made}` : ''}`;
  const place = `${on.origin}.${field.name}${given}${from}`;
  if (!field.neverFails) {
    if (isMissing(world, on, field)) return null;
    if (roll(world, `fails ${place}`) < world.data.failures)
      throw new GraphQLError(`${field.name} fails.`, { extensions: { code: 'FAILS' } });
  }
  return shape(world, field, parseType(field.type, { noLocation: true }), place);
}

const isMissing = ({ data }: World, { __typename, index, namedBy }: Instance, field: Field): boolean =>
  (namedBy !== undefined && !answering(field).includes(namedBy)) ||
  data.missing.some((gap) => gap.type === __typename && gap.index === index && answering(field).includes(gap.subgraph));

function identityValue(world: World, { origin, index = 0 }: Instance, { identity, type }: Field): unknown {
  switch (identity) {
    case 'id':
      return origin.replace(':', '-');
    case 'text':
      // Texts with characters that must be escaped, which differ in one character only.
      return `"${origin}"\n\\é${index}`;
    case 'nullable':
      return index % 2 === 1 ? null : `${origin}`;
    case 'number':
      return index - 1;
    case 'quotient':
      return Math.floor(index / 2);
    case 'remainder':
      return index % 2;
    default:
      return { __typename: namedTypeOf(type), origin: `${origin}.${world.data.seed}`, index } satisfies Instance;
  }
}

function shape(world: World, field: Field, type: TypeNode, place: string): unknown {
  const { nulls, breaches } = world.data;
  const required = type.kind === Kind.NON_NULL_TYPE;
  const least = field.neverNull ? 0 : required ? (field.neverFails ? 0 : breaches) : nulls;
  if (roll(world, `null ${place}`) < least) return null;
  const inner = required ? type.type : type;
  if (inner.kind === Kind.LIST_TYPE)
    return Array.from({ length: hash(`${world.data.seed} length ${place}`) % 4 }, (_, index) =>
      shape(world, field, inner.type, `${place}[${index}]`),
    );
  return leafOrObject(world, field, inner.name.value, place);
}

function leafOrObject(world: World, field: Field, name: string, place: string): unknown {
  const number = hash(`${world.data.seed} value ${place}`);
  switch (name) {
    case 'Int':
      return (number % 200) - 100;
    case 'Float':
      return (number % 800) / 8;
    case 'Boolean':
      return number % 2 === 1;
    case 'String':
    case 'ID':
      return `s${number % 1000}${number % 7 === 0 ? ' "\u2028\n' : ''}`;
    case 'Blob':
      return [{ __typename: 'Blob', at: number % 10 }, 'text', 1.5, { list: [number % 3, null] }][number % 4];
    default:
  }
  const known = world.enums.find((one) => one.name === name);
  const values = [...(known?.values ?? []), ...(known?.hidden ?? [])];
  if (known) return values[number % values.length];
  const types = concreteTypes(world, field, name);
  const type = types[number % Math.max(1, types.length)];
  if (!type) return null;
  if (!entityOf(world, type)) return { __typename: type, origin: `${place}:${type}` } satisfies Instance;
  const index = hash(`${world.data.seed} which ${place}`) % world.data.count;
  return { __typename: type, origin: `${type}:${index}`, index } satisfies Instance;
}

/** The possible types of a field's objects: those that all subgraphs that resolve the field have. */
function concreteTypes(world: World, field: Field, name: string): string[] {
  const abstract = [...world.interfaces, ...world.unions].find((one) => one.name === name);
  if (!abstract) return [name];
  return answering(field).reduce(
    (types, subgraph) => types.filter((type) => knows(world, subgraph, abstract.name, type)),
    abstract.members.filter((member) =>
      [...world.entities, ...world.values].some((type) => type.name === member && !('hidden' in type && type.hidden)),
    ),
  );
}

function knows(world: World, subgraph: string, abstract: string, type: string): boolean {
  const union = world.unions.find(({ name }) => name === abstract);
  if (union) return union.in[subgraph]?.includes(type) === true;
  const asObject = world.interfaces.find(({ name }) => name === abstract)?.asObject;
  return asObject?.subgraph === subgraph || typesIn(world, subgraph).has(type);
}

const selectionOf = (text: string): SelectionSetNode => {
  const [definition] = parse(`{ ${text} }`, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`"${text}" is no selection.`);
  return definition.selectionSet;
};

const fieldsIn = (set: SelectionSetNode): FieldNode[] => set.selections.filter((selection) => selection.kind === Kind.FIELD);

/** The names of the fields of a field set, without nested fields. */
export const namesIn = (text: string): string[] => fieldsIn(selectionOf(text)).map(({ name }) => name.value);

/** The fields of a field set for a type, with those under type conditions for it. */
export function flatFor(text: string, typeName: string): string {
  const selections = selectionOf(text).selections.flatMap((one) => {
    if (one.kind !== Kind.INLINE_FRAGMENT) return [one];
    return one.typeCondition?.name.value === typeName ? one.selectionSet.selections : [];
  });
  return selections.map(print).join(' ');
}

/** The nested field set of one field; undefined when there is none. */
export function below(text: string | undefined, name: string): string | undefined {
  const field = text === undefined ? undefined : fieldsIn(selectionOf(text)).find((one) => one.name.value === name);
  return field?.selectionSet && print(field.selectionSet).replace(/^\{|\}$/g, '');
}

/** The values of required fields, computed from the world. */
export const requiredFromWorld = (world: World, on: Instance, text: string): unknown =>
  fieldsIn(selectionOf(text)).map((node) => valueFromWorld(world, on, node));

function valueFromWorld(world: World, on: Instance, { name, arguments: given = [], selectionSet }: FieldNode): unknown {
  const field = fieldsOf(world, on.__typename).find((one) => one.name === name.value);
  if (!field) throw new Error(`There is no field "${on.__typename}.${name.value}".`);
  const args = withDefaults(world, field.args, new Map(given.map((node) => [node.name.value, valueFromASTUntyped(node.value)])));
  const requires = field.in.find((placement) => placement.requires)?.requires;
  // Required fields and keys do not depend on mutations.
  const required = requires && requiredFromWorld(world, on, requires);
  const value = fieldValue(world, on, field, args, { required, made: 0 });
  const inside = (item: unknown): unknown => {
    if (Array.isArray(item)) return item.map(inside);
    if (!selectionSet || item === null) return item;
    return fieldsIn(selectionSet).map((node) => valueFromWorld(world, item as Instance, node));
  };
  return inside(value);
}

/** Arguments as graphql-js coerces them: in the order of their definitions, with default values, also in input objects. */
const withDefaults = (world: World, definitions: readonly Argument[], given: ReadonlyMap<string, unknown>): Values =>
  Object.fromEntries(
    definitions.flatMap(({ name, type, default: otherwise }) => {
      const value = given.has(name) ? given.get(name) : otherwise;
      const input = world.inputs.find((one) => one.name === namedTypeOf(type));
      if (value === undefined) return [];
      return [
        [name, input && value !== null ? withDefaults(world, input.fields, new Map(Object.entries(value as Values))) : value],
      ];
    }),
  );

/** For the reference: sets `namedBy` on entities with a null key. */
export function named(world: World, field: Field, value: unknown): unknown {
  const [home, ...others] = answering(field);
  if (!home || others.length > 0 || !entityOf(world, namedTypeOf(field.type))?.nullKeys) return value;
  const name = (item: unknown): unknown => {
    if (Array.isArray(item)) return item.map(name);
    const isNullKeyed = item !== null && ((item as Instance).index ?? 0) % 2 === 1;
    return isNullKeyed ? { ...(item as Instance), namedBy: home } : item;
  };
  return name(value);
}

/** The values of required fields in a representation. Throws when one is missing. */
export function requiredFromRepresentation(representation: Values | undefined, text: string): unknown {
  const read = (source: unknown, set: SelectionSetNode): unknown => {
    if (Array.isArray(source)) return source.map((item) => read(item, set));
    if (source === null) return null;
    return fieldsIn(set).map(({ name, selectionSet }) => {
      const value = Object.hasOwn(source as Values, name.value) ? (source as Values)[name.value] : undefined;
      if (value === undefined) throw new Error(`"${name.value}" of "${text}" is required and was not sent.`);
      return selectionSet ? read(value, selectionSet) : value;
    });
  };
  if (!representation) throw new Error(`A field that requires "${text}" was fetched without it.`);
  return read(representation, selectionOf(text));
}

/** Finds the entity of a representation by the first of the subgraph's keys that it has; null when the subgraph does not know it. */
export function findInstance(world: World, subgraph: string, representation: Values): Instance | null {
  const typeName = String(representation.__typename);
  const byInterface = world.interfaces.find(({ name }) => name === typeName);
  if (byInterface) {
    const [type = '', index = ''] = String(representation.id).split('-');
    const __typename = byInterface.asObject?.subgraph === subgraph ? typeName : type;
    return { __typename, origin: `${type}:${index}`, index: Number(index), representation };
  }
  const entity = entityOf(world, typeName);
  if (!entity) throw new Error(`The subgraph "${subgraph}" got a representation of "${typeName}", which is no entity.`);
  const keys = keysIn(world, entity, subgraph).map(selectionOf);
  const key = keys.find((one) => hasAll(representation, one));
  if (!key) throw new Error(`The representation ${JSON.stringify(representation)} has no key of "${subgraph}".`);
  const keyText = JSON.stringify(requiredFromSent(representation, key));
  for (let index = 0; index < world.data.count; index += 1) {
    const instance: Instance = { __typename: typeName, origin: `${typeName}:${index}`, index, representation };
    const own = JSON.stringify(fieldsIn(key).map((node) => valueFromWorld(world, instance, node)));
    if (own === keyText)
      return world.data.missing.some((gap) => gap.subgraph === subgraph && gap.type === typeName && gap.index === index)
        ? null
        : instance;
  }
  throw new Error(`No entity has the key ${keyText}.`);
}

const hasAll = (source: Values, set: SelectionSetNode): boolean =>
  fieldsIn(set).every(({ name, selectionSet }) => {
    const value = source[name.value];
    return value !== undefined && value !== null && (!selectionSet || hasAll(value as Values, selectionSet));
  });

const requiredFromSent = (source: Values, set: SelectionSetNode): unknown[] =>
  fieldsIn(set).map(({ name, selectionSet }) => {
    const value = source[name.value];
    return selectionSet ? requiredFromSent(value as Values, selectionSet) : value;
  });
