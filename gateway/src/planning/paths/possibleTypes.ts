import { isAbstractType, Kind, type SelectionSetNode } from 'graphql';
import type { SubgraphField } from '../../supergraph/reading/subgraphTypes.ts';
import type { SubgraphSchemas } from '../subgraphSchemas.ts';
import type { PathNode } from './pathNode.ts';

/** The object types that a field may return: those that all subgraphs have which resolve it, except subgraphs with an interface object. */
export function possibleTypesBelow(
  subgraph: string,
  typeName: string,
  name: string,
  { typeName: declaredType }: SubgraphField,
  schemas: SubgraphSchemas,
): readonly string[] {
  const own = schemas.possibleTypes(subgraph, declaredType);
  if (own.length === 1 && own[0] === declaredType) return own;
  return schemas.subgraphs.reduce((types, other) => {
    const field = schemas.field(other, typeName, name);
    if (!field || (field.isExternal && !field.isOfKey) || schemas.isInterfaceObject(other, field.typeName)) return types;
    const known = schemas.possibleTypes(other, field.typeName);
    return types.filter((type) => known.includes(type));
  }, own);
}

/** The object types that a field leads to from objects of several types. */
export const possibleTypesBelowAll = (
  subgraph: string,
  typeNames: readonly string[],
  name: string,
  schemas: SubgraphSchemas,
): string[] => {
  const types = typeNames.flatMap((typeName) => {
    const field = schemas.field(subgraph, typeName, name);
    return field ? possibleTypesBelow(subgraph, typeName, name, field, schemas) : [];
  });
  return [...new Set(types)];
};

/** Whether no subgraph has an object type of the interface that a path node is declared with. */
export function hasNoObjectType({ selections }: PathNode, { supergraph }: SubgraphSchemas): boolean {
  const type = supergraph.getType(selections[0]?.declaredType ?? '');
  return isAbstractType(type) && supergraph.getPossibleTypes(type).length === 0;
}

/** Whether what is selected depends on the object type: it has `__typename` or a fragment on another type. */
export const dependsOnObjectType = ({ selections }: SelectionSetNode, declaredType: string): boolean =>
  selections.some((one) => {
    if (one.kind === Kind.FIELD) return one.name.value === '__typename';
    if (one.kind === Kind.FRAGMENT_SPREAD) return true;
    const typeCondition = one.typeCondition?.name.value ?? declaredType;
    return typeCondition !== declaredType || dependsOnObjectType(one.selectionSet, declaredType);
  });
