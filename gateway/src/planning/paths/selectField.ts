import { isLeafType, type SelectionSetNode } from 'graphql';
import { responseKey } from '../../operation/responseKey.ts';
import type { SubgraphField } from '../../supergraph/reading/subgraphTypes.ts';
import type { FetchSelection } from '../fetches/plannedFetch.ts';
import { fieldsFor } from '../selectionAtPath.ts';
import type { SubgraphSchemas } from '../subgraphSchemas.ts';
import type { FieldRequest, PathNode } from './pathNode.ts';

/** The name of an object type in a subgraph: its own name, or that of an interface object of its interface. Null if the subgraph has neither. */
export function typeNameInSubgraph(schemas: SubgraphSchemas, subgraph: string, typeName: string): string | null {
  if (schemas.hasType(subgraph, typeName)) return typeName;
  return schemas.withInterfaces(typeName).find((name) => schemas.isInterfaceObject(subgraph, name)) ?? null;
}

/** The type condition under which a selection selects fields of a type; null if the selection does not apply to objects of the type. */
export function typeConditionFor(
  { subgraph, declaredType, restrictedTo }: FetchSelection,
  typeName: string,
  schemas: SubgraphSchemas,
): string | null {
  if (restrictedTo && !restrictedTo.has(typeName)) return null;
  if (declaredType === '_Entity') return typeNameInSubgraph(schemas, subgraph, typeName);
  if (declaredType === typeName || schemas.isInterfaceObject(subgraph, declaredType)) return declaredType;
  return schemas.objectTypes(subgraph, declaredType).includes(typeName) ? typeName : null;
}

/** A field that the subgraph of a selection resolves there by itself, without `@requires`; null otherwise. */
export function resolvableField(
  selection: FetchSelection,
  typeName: string,
  name: string,
  schemas: SubgraphSchemas,
): SubgraphField | null {
  const field = schemas.field(selection.subgraph, typeName, name);
  if (!field || field.requires) return null;
  return !field.isExternal || providedFields(selection, typeName, name, schemas).length > 0 ? field : null;
}

/** A field in the `@provides` field sets that apply to a selection. */
export const providedFields = (
  { provided }: Pick<FetchSelection, 'provided'>,
  typeName: string,
  name: string,
  { supergraphSchema }: SubgraphSchemas,
) => fieldsFor(supergraphSchema, provided, typeName).filter((field) => responseKey(field) === name);

/** The `@provides` field sets that apply to the objects that a field returns. */
export function providedBelow(
  selection: Pick<FetchSelection, 'provided'>,
  typeName: string,
  name: string,
  { provides }: SubgraphField,
  schemas: SubgraphSchemas,
): SelectionSetNode[] {
  const inner = providedFields(selection, typeName, name, schemas).flatMap(({ selectionSet }) => selectionSet ?? []);
  return provides ? [provides, ...inner] : inner;
}

/** Selects a field in a fetch. Gives the selection below it; null for a leaf. */
export function selectField(
  selection: FetchSelection,
  typeName: string,
  { responseKey, name, arguments: given }: FieldRequest,
  field: SubgraphField,
  schemas: SubgraphSchemas,
): FetchSelection | null {
  const fields = selection.byType.get(typeName) ?? new Map();
  selection.byType.set(typeName, fields);
  const known = fields.get(responseKey);
  if (known) return known.selection;
  const below: FetchSelection | null = isLeafType(schemas.supergraphSchema.getType(field.typeName))
    ? null
    : {
        subgraph: selection.subgraph,
        declaredType: field.typeName,
        restrictedTo: null,
        provided: providedBelow(selection, typeName, name, field, schemas),
        byType: new Map(),
        selectsTypename: false,
        jumpsFrom: new Set(),
        fetch: selection.fetch,
      };
  fields.set(responseKey, { name, arguments: given, type: field.type, selection: below });
  return below;
}

/**
 * Whether a field may be added to a selection for the sake of one object type. A selection on an interface object applies to objects of all types.
 * A non-null field that the operation selects for one type only could fail for objects of other types, and set them to null.
 */
export function maySelect(
  { subgraph, declaredType }: FetchSelection,
  node: PathNode,
  { responseKey, name }: Pick<FieldRequest, 'responseKey' | 'name'>,
  schemas: SubgraphSchemas,
): boolean {
  if (!node.typesFetch || node.selectedForAllTypes.has(responseKey) || !schemas.isInterfaceObject(subgraph, declaredType))
    return true;
  const field = schemas.field(subgraph, declaredType, name);
  return !field || field.isOfKey || !field.type.endsWith('!');
}
