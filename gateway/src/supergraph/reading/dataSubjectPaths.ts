import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
} from 'graphql';
import type { Supergraph } from './supergraph.ts';

/** What a graph tells of persons: which fields are personal, and how to get from an object to whom it is about. */
export interface DataSubjectPaths {
  /** The field of a person that names them in the access log. */
  readonly keyField: string;
  isPersonal(coordinate: string): boolean;
  isEntity(typeName: string): boolean;
  /** Ways from objects of a type to persons, by fields: `['applicants', 'person']`; empty for a person, none where nobody is named. */
  pathsFrom(typeName: string): readonly (readonly string[])[];
}

/** From a case over its parties to the persons: no type of the graph is further from its persons. */
const FURTHEST = 2;

/** Reads from the clients' schema the ways to persons; there are none where no type is marked as that of persons. */
export function readDataSubjectPaths(
  schema: GraphQLSchema,
  { catalogue: { fields, entities }, persons }: Supergraph,
): DataSubjectPaths {
  const known = new Map<string, readonly (readonly string[])[]>();
  const isPersonal = (coordinate: string): boolean => fields.get(coordinate)?.level.startsWith('per') === true;
  const find = (typeName: string): readonly (readonly string[])[] => {
    if (!persons) return [];
    if (typeName === persons.typeName) return [[]];
    const type = schema.getType(typeName);
    if (!isObjectType(type) || isRoot(type, schema) || isPage(type)) return [];
    // A type without personal fields is about no person, even where a field leads from it to one.
    return Object.keys(type.getFields()).some((field) => isPersonal(`${typeName}.${field}`))
      ? findWays(type, persons.typeName)
      : [];
  };
  return {
    keyField: persons?.keyField ?? 'id',
    isPersonal,
    isEntity: (typeName) => entities.has(typeName),
    pathsFrom: (typeName) => {
      const ways = known.get(typeName) ?? find(typeName);
      known.set(typeName, ways);
      return ways;
    },
  };
}

/** The shortest ways; a case is about everybody who is as near. */
function findWays(type: GraphQLObjectType, person: string): string[][] {
  let at: { way: string[]; type: GraphQLObjectType }[] = [{ way: [], type }];
  for (let length = 1; length <= FURTHEST; length++) {
    at = at.flatMap(({ way, type: from }) =>
      Object.values(from.getFields()).flatMap((field) => {
        const to = getNamedType(field.type);
        return isPlain(field) && isObjectType(to) ? [{ way: [...way, field.name], type: to }] : [];
      }),
    );
    const ways = at.filter((step) => step.type.name === person).map(({ way }) => way);
    if (ways.length > 0) return ways;
  }
  return [];
}

/** Lists with pages are about whatever they hold, which says so itself. */
const isPlain = ({ args }: GraphQLField<unknown, unknown>): boolean => args.length === 0;

/** A page's own values, such as its count, are not about those who happen to stand on it. */
const isPage = (type: GraphQLObjectType): boolean => 'pageInfo' in type.getFields();

const isRoot = (type: GraphQLNamedType, schema: GraphQLSchema): boolean =>
  type === schema.getQueryType() || type === schema.getMutationType();
