import type { SubgraphField } from '../../supergraph/reading/subgraphTypes.ts';
import type { SubgraphSchemas } from '../subgraphSchemas.ts';

/**
 * The shared types of a field: the object types that it may return whichever subgraph resolves it. A type counts only if every subgraph that resolves
 * the field has it; subgraphs that return an interface object do not restrict the types.
 */
export function sharedTypesBelow(
  subgraph: string,
  typeName: string,
  name: string,
  { typeName: declaredType }: SubgraphField,
  schemas: SubgraphSchemas,
): readonly string[] {
  const own = schemas.objectTypes(subgraph, declaredType);
  if (own.length === 1 && own[0] === declaredType) return own;
  return schemas.subgraphs.reduce((types, other) => {
    const field = schemas.field(other, typeName, name);
    if (!field || (field.isExternal && !field.isOfKey) || schemas.isInterfaceObject(other, field.typeName)) return types;
    const known = schemas.objectTypes(other, field.typeName);
    return types.filter((type) => known.includes(type));
  }, own);
}

/** The shared types of a field of objects of several types. */
export const sharedTypesBelowAll = (
  subgraph: string,
  typeNames: readonly string[],
  name: string,
  schemas: SubgraphSchemas,
): string[] => {
  const types = typeNames.flatMap((typeName) => {
    const field = schemas.field(subgraph, typeName, name);
    return field ? sharedTypesBelow(subgraph, typeName, name, field, schemas) : [];
  });
  return [...new Set(types)];
};
