import { isAbstractType, Kind, type SelectionSetNode } from 'graphql';
import type { SubgraphField } from '../../supergraph/reading/subgraphTypes.ts';
import type { SubgraphSchemas } from '../subgraphSchemas.ts';
import type { PathNode } from './pathNode.ts';

/**
 * The object types that a field may return. A type counts only if every subgraph that resolves the field has it; subgraphs that return an interface
 * object do not restrict the types.
 */
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

/** The object types that a field may return for objects of several types. */
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

/** Whether the abstract type of a path node has no object types in any subgraph. */
export function hasNoObjectType({ selections }: PathNode, { supergraphSchema }: SubgraphSchemas): boolean {
  const type = supergraphSchema.getType(selections[0]?.declaredType ?? '');
  return isAbstractType(type) && supergraphSchema.getPossibleTypes(type).length === 0;
}

/** Whether a selection set depends on the object type: it selects `__typename`, or has a fragment on another type. */
export const dependsOnObjectType = ({ selections }: SelectionSetNode, declaredType: string): boolean =>
  selections.some((one) => {
    if (one.kind === Kind.FIELD) return one.name.value === '__typename';
    if (one.kind === Kind.FRAGMENT_SPREAD) return true;
    const typeCondition = one.typeCondition?.name.value ?? declaredType;
    return typeCondition !== declaredType || dependsOnObjectType(one.selectionSet, declaredType);
  });
