import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
} from 'graphql';
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
  const find = (typeName: string): readonly (readonly string[])[] => {
    if (!personType) return [];
    if (typeName === personType.typeName) return [[]];
    const type = schema.getType(typeName);
    if (!isObjectType(type) || isRoot(type, schema) || isPage(type)) return [];
    // A type without personal fields has no data subjects, even if one of its fields returns a person.
    return Object.keys(type.getFields()).some((field) => isPersonal(`${typeName}.${field}`))
      ? findShortestPaths(type, personType.typeName)
      : [];
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

/** The shortest paths. All of the same length count: a case has several parties. */
function findShortestPaths(type: GraphQLObjectType, person: string): string[][] {
  let reached: { path: string[]; type: GraphQLObjectType }[] = [{ path: [], type }];
  for (let length = 1; length <= MAX_LENGTH; length++) {
    reached = reached.flatMap(({ path, type: from }) =>
      Object.values(from.getFields()).flatMap((field) => {
        const to = getNamedType(field.type);
        return isPlain(field) && isObjectType(to) ? [{ path: [...path, field.name], type: to }] : [];
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
