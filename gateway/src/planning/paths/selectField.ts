import { isLeafType, type SelectionSetNode } from 'graphql';
import { responseKey } from '../../operation/responseKey.ts';
import type { SubgraphField } from '../../supergraph/reading/subgraphTypes.ts';
import type { FetchSelection } from '../fetches/plannedFetch.ts';
import { fieldsFor } from '../selected.ts';
import type { SubgraphSchemas } from '../subgraphSchemas.ts';
import type { FieldRequest, PathNode } from './pathNode.ts';

/** The type under which a subgraph knows objects of an object type: the type itself, or its interface object. Null when it knows none. */
export function typeNameIn(schemas: SubgraphSchemas, subgraph: string, typeName: string): string | null {
  if (schemas.hasType(subgraph, typeName)) return typeName;
  return schemas.withInterfaces(typeName).find((name) => schemas.isInterfaceObject(subgraph, name)) ?? null;
}

/** The type condition for objects of a type in a selection; null when the selection is for none of them. */
export function typeNameAt(
  { subgraph, declaredType, objectTypes }: FetchSelection,
  typeName: string,
  schemas: SubgraphSchemas,
): string | null {
  if (objectTypes && !objectTypes.has(typeName)) return null;
  if (declaredType === '_Entity') return typeNameIn(schemas, subgraph, typeName);
  if (declaredType === typeName || schemas.isInterfaceObject(subgraph, declaredType)) return declaredType;
  return schemas.possibleTypes(subgraph, declaredType).includes(typeName) ? typeName : null;
}

/** A field that the subgraph of a selection resolves there without a requirement; else null. */
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

/** A field in the field sets of `@provides` that hold in a selection. */
export const providedFields = (
  { provided }: Pick<FetchSelection, 'provided'>,
  typeName: string,
  name: string,
  { supergraph }: SubgraphSchemas,
) => fieldsFor(supergraph, provided, typeName).filter((field) => responseKey(field) === name);

/** The field sets of `@provides` that hold below a field. */
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
  { key, name, arguments: given }: FieldRequest,
  field: SubgraphField,
  schemas: SubgraphSchemas,
): FetchSelection | null {
  const fields = selection.byType.get(typeName) ?? new Map();
  selection.byType.set(typeName, fields);
  const known = fields.get(key);
  if (known) return known.selection;
  const below: FetchSelection | null = isLeafType(schemas.supergraph.getType(field.typeName))
    ? null
    : {
        subgraph: selection.subgraph,
        declaredType: field.typeName,
        objectTypes: null,
        provided: providedBelow(selection, typeName, name, field, schemas),
        byType: new Map(),
        selectsTypename: false,
        jumpsFrom: new Set(),
        fetch: selection.fetch,
      };
  fields.set(key, { name, arguments: given, type: field.type, selection: below });
  return below;
}

/**
 * Whether a field may be selected for objects of one type. A selection on an interface object is for objects of all types: a non-null
 * field that the operation selects of one type, and that fails for others, would null these.
 */
export function maySelect(
  { subgraph, declaredType }: FetchSelection,
  node: PathNode,
  { key, name }: Pick<FieldRequest, 'key' | 'name'>,
  schemas: SubgraphSchemas,
): boolean {
  if (!node.typesFetch || node.selectedOfAll.has(key) || !schemas.isInterfaceObject(subgraph, declaredType)) return true;
  const field = schemas.field(subgraph, declaredType, name);
  return !field || field.isOfKey || !field.type.endsWith('!');
}
