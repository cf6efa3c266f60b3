import { type GraphQLNamedType, type GraphQLObjectType, type GraphQLSchema, isAbstractType } from 'graphql';

/** The types that an object may have where a type is expected: the object types of an interface or a union, else the type itself. */
export function possibleTypes<T extends GraphQLNamedType>(schema: GraphQLSchema, type: T): readonly (T | GraphQLObjectType)[] {
  return isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
}
