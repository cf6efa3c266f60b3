import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
} from 'graphql';
import type { Catalogue } from './catalogue.ts';
import type { Supergraph } from './supergraph.ts';

/** The field paths from types to data subjects, and the personal fields of a graph. */
export interface DataSubjectPaths {
  /** The field whose value identifies a data subject in the access log. */
  readonly keyField: string;
  isPersonal(coordinate: string): boolean;
  isEntity(typeName: string): boolean;
  /** The field paths from a type to persons: `['applicants', 'person']`. One empty path for the person type; none for a type without data subjects. */
  pathsFrom(typeName: string): readonly (readonly string[])[];
}

/** The maximum length of a field path, such as from a case to its parties to their persons. */
const MAX_LENGTH = 2;

/** Finds the field paths in the clients' schema. There are none when no type has the tag of persons. */
export function readDataSubjectPaths(
  schema: GraphQLSchema,
  { catalogue: { fields, entities }, personType }: Supergraph,
): DataSubjectPaths {
  const known = new Map<string, readonly (readonly string[])[]>();
  const isPersonal = (coordinate: string): boolean => fields.get(coordinate)?.level.startsWith('per') === true;
  const owners = new Map<string, string | undefined>();
  const ownerOf = (type: GraphQLObjectType): string | undefined => {
    if (!owners.has(type.name)) owners.set(type.name, ownerOfMost(type, fields));
    return owners.get(type.name);
  };
  // What another subgraph adds to a type leads to things of its own: the aid that is linked to a case is no party to it.
  const isOfOwner = ({ name, type }: TypeField): boolean => fields.get(`${type.name}.${name}`)?.owner === ownerOf(type);
  const find = (typeName: string): readonly (readonly string[])[] => {
    if (!personType) return [];
    if (typeName === personType.typeName) return [[]];
    const type = schema.getType(typeName);
    if (!isObjectType(type) || isRoot(type, schema) || isPage(type)) return [];
    // A type without personal fields has no data subjects, even if one of its fields returns a person.
    if (!Object.keys(type.getFields()).some((field) => isPersonal(`${typeName}.${field}`))) return [];
    const own = findShortestPaths(type, personType.typeName, isOfOwner);
    return own.length > 0 ? own : findShortestPaths(type, personType.typeName, () => true);
  };
  return {
    keyField: personType?.keyField ?? 'id',
    isPersonal,
    isEntity: (typeName) => entities.has(typeName),
    pathsFrom: (typeName) => {
      const paths = known.get(typeName) ?? find(typeName);
      known.set(typeName, paths);
      return paths;
    },
  };
}

interface TypeField {
  readonly name: string;
  readonly type: GraphQLObjectType;
}

/** The subgraph that owns most fields of a type. */
function ownerOfMost(type: GraphQLObjectType, fields: Catalogue['fields']): string | undefined {
  const counts = new Map<string, number>();
  for (const name of Object.keys(type.getFields())) {
    const owner = fields.get(`${type.name}.${name}`)?.owner;
    if (owner !== undefined) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  }
  return [...counts].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))[0]?.[0];
}

/** The shortest paths over the fields that may be used. All of the same length count: a case has several parties. */
function findShortestPaths(type: GraphQLObjectType, person: string, mayUse: (field: TypeField) => boolean): string[][] {
  let reached: { path: string[]; type: GraphQLObjectType }[] = [{ path: [], type }];
  for (let length = 1; length <= MAX_LENGTH; length++) {
    reached = reached.flatMap(({ path, type: from }) =>
      Object.values(from.getFields()).flatMap((field) => {
        const to = getNamedType(field.type);
        return isPlain(field) && isObjectType(to) && mayUse({ name: field.name, type: from })
          ? [{ path: [...path, field.name], type: to }]
          : [];
      }),
    );
    const paths = reached.filter((step) => step.type.name === person).map(({ path }) => path);
    if (paths.length > 0) return paths;
  }
  return [];
}

/** A field with arguments is a list whose items have paths of their own. */
const isPlain = ({ args }: GraphQLField<unknown, unknown>): boolean => args.length === 0;

/** The values of a page itself, such as its count, are not data of the persons on it. */
const isPage = (type: GraphQLObjectType): boolean => 'pageInfo' in type.getFields();

const isRoot = (type: GraphQLNamedType, schema: GraphQLSchema): boolean =>
  type === schema.getQueryType() || type === schema.getMutationType();
