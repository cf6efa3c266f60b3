import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
} from 'graphql';
import type { Catalogue } from './catalogue.ts';

/** What a graph tells of persons: which fields are personal, and how to get from an object to whom it is about. */
export interface People {
  isPersonal(coordinate: string): boolean;
  isEntity(typeName: string): boolean;
  /** Ways from objects of a type to persons, by fields: `['applicants', 'member']`; empty for a person, none where nobody is named. */
  waysFrom(typeName: string): readonly (readonly string[])[];
}

/** The type of persons; its `id` is what the access log names a person by. */
export const PERSON = 'Member';
export const PERSON_ID = 'id';

/** From a case over its parties to their members: no type of the graph is further from its persons. */
const FURTHEST = 2;

export function readPeople(schema: GraphQLSchema, { fields, entities }: Catalogue): People {
  const known = new Map<string, readonly (readonly string[])[]>();
  const isPersonal = (coordinate: string): boolean => fields.get(coordinate)?.level.startsWith('per') === true;
  const find = (typeName: string): readonly (readonly string[])[] => {
    if (typeName === PERSON) return [[]];
    const type = schema.getType(typeName);
    if (!isObjectType(type) || isRoot(type, schema) || isPage(type)) return [];
    // What holds nothing personal is about nobody, whoever may stand near it.
    return Object.keys(type.getFields()).some((field) => isPersonal(`${typeName}.${field}`)) ? findWays(type) : [];
  };
  return {
    isPersonal,
    isEntity: (typeName) => entities.has(typeName),
    waysFrom: (typeName) => {
      const ways = known.get(typeName) ?? find(typeName);
      known.set(typeName, ways);
      return ways;
    },
  };
}

/** The shortest ways; a case is about everybody who is as near. */
function findWays(type: GraphQLObjectType): string[][] {
  let at: { way: string[]; type: GraphQLObjectType }[] = [{ way: [], type }];
  for (let length = 1; length <= FURTHEST; length++) {
    at = at.flatMap(({ way, type: from }) =>
      Object.values(from.getFields()).flatMap((field) => {
        const to = getNamedType(field.type);
        return isPlain(field) && isObjectType(to) ? [{ way: [...way, field.name], type: to }] : [];
      }),
    );
    const ways = at.filter((step) => step.type.name === PERSON).map(({ way }) => way);
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
