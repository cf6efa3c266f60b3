import { type GraphQLSchema, isAbstractType, Kind, type SelectionSetNode } from 'graphql';
import type { Held, Holdings } from '../holdings.ts';

/** The types of the objects that a field leads to: those that all subgraphs know who answer for it and can tell types. */
export function possibleTypes(
  as: string,
  name: string,
  { typeName }: Held,
  asked: string,
  holdings: Holdings,
): readonly string[] {
  const own = holdings.members(asked, typeName);
  if (own.length === 1 && own[0] === typeName) return own;
  return holdings.services.reduce((types, service) => {
    const held = holdings.field(service, as, name);
    if (!held || (held.isExternal && !held.isOfKey) || holdings.hasAsObject(service, held.typeName)) return types;
    const known = holdings.members(service, held.typeName);
    return types.filter((type) => known.includes(type));
  }, own);
}

/** Whether no subgraph knows any object of an interface, so that nobody can tell what its fields are. */
export function isNobody(typeName: string, schema: GraphQLSchema): boolean {
  const type = schema.getType(typeName);
  return isAbstractType(type) && schema.getPossibleTypes(type).length === 0;
}

/** Whether what is selected depends on the objects' own types. */
export const tellsTypes = ({ selections }: SelectionSetNode, declared: string): boolean =>
  selections.some((one) => {
    if (one.kind === Kind.FIELD) return one.name.value === '__typename';
    if (one.kind === Kind.FRAGMENT_SPREAD) return true;
    return (one.typeCondition?.name.value ?? declared) !== declared || tellsTypes(one.selectionSet, declared);
  });
