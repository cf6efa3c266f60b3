import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isUnionType,
} from 'graphql';

export const KINDS = ['entries', 'objects', 'abstract', 'enums', 'inputs', 'scalars'] as const;
export type Kind = (typeof KINDS)[number];

/** What the list shows a line for: a field of a root type, or a type. */
export interface Entry {
  readonly name: string;
  readonly description: string;
  /** The type that opens, and for a field of a root type the field. */
  readonly type: GraphQLNamedType;
  readonly field?: string;
}

export type Groups = Readonly<Record<Kind, readonly Entry[]>>;

const byName = (one: Entry, other: Entry): number => one.name.localeCompare(other.name, 'en');

/** Everything that can be looked up in a schema, by kind and name: fields of the root types, then the types. */
export function groupsOf(schema: GraphQLSchema): Groups {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].filter((type) => type != null);
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => !type.name.startsWith('__') && !roots.some((root) => root === type),
  );
  const listed = (isOne: (type: GraphQLNamedType) => boolean): Entry[] =>
    types
      .filter(isOne)
      .map((type) => ({ name: type.name, description: type.description ?? '', type }))
      .sort(byName);
  return {
    entries: roots.flatMap((type) =>
      Object.values(type.getFields())
        .map(({ name, description }) => ({ name, description: description ?? '', type, field: name }))
        .sort(byName),
    ),
    objects: listed(isObjectType),
    abstract: listed((type) => isInterfaceType(type) || isUnionType(type)),
    enums: listed(isEnumType),
    inputs: listed(isInputObjectType),
    scalars: listed(isScalarType),
  };
}

/** The entries whose name or description has all the words of a search, those named so first. */
export function found(entries: readonly Entry[], search: string): readonly Entry[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return entries;
  const has = (text: string): boolean => words.every((word) => text.toLowerCase().includes(word));
  const named = entries.filter(({ name }) => has(name));
  return [...named, ...entries.filter((entry) => !named.includes(entry) && has(`${entry.name} ${entry.description}`))];
}
