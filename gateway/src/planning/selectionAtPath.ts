import {
  doTypesOverlap,
  type FieldNode,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { responseKey } from '../operation/responseKey.ts';

/** What an operation selects at one path of response keys: the type of the objects there, and their selection sets. */
export interface SelectionAtPath {
  readonly typeName: string;
  readonly selectionSets: readonly SelectionSetNode[];
}

/** The fields that selection sets select on objects of a type, directly and in inline fragments. */
export function fieldsFor(schema: GraphQLSchema, selectionSets: readonly SelectionSetNode[], typeName: string): FieldNode[] {
  const fields: FieldNode[] = [];
  const add = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) fields.push(selection);
      else if (selection.kind === Kind.INLINE_FRAGMENT && overlaps(schema, selection.typeCondition?.name.value, typeName))
        add(selection.selectionSet);
    }
  };
  for (const set of selectionSets) add(set);
  return fields;
}

/** Whether objects of a type may satisfy a type condition. */
function overlaps(schema: GraphQLSchema, typeCondition: string | undefined, typeName: string): boolean {
  if (typeCondition === undefined || typeCondition === typeName) return true;
  const [condition, type] = [schema.getType(typeCondition), schema.getType(typeName)];
  if (!condition) return true;
  if (isObjectType(condition) && isObjectType(type)) return false;
  return isCompositeType(condition) && isCompositeType(type) && doTypesOverlap(schema, condition, type);
}

/** The selection below a response key, for objects of a type; null if the field is a leaf or is not selected. */
export function selectionBelow(
  schema: GraphQLSchema,
  { selectionSets }: SelectionAtPath,
  typeName: string,
  key: string,
): SelectionAtPath | null {
  const fields = fieldsFor(schema, selectionSets, typeName).filter((field) => responseKey(field) === key && field.selectionSet);
  const [first] = fields;
  const inner = first && typeOfField(schema, typeName, first, selectionSets);
  return inner ? { typeName: inner, selectionSets: fields.flatMap((field) => field.selectionSet ?? []) } : null;
}

/** The named type of a field. If the type itself does not have the field, it is looked up in the types of the inline fragments that select it. */
function typeOfField(
  schema: GraphQLSchema,
  typeName: string,
  { name }: FieldNode,
  selectionSets: readonly SelectionSetNode[],
): string | undefined {
  const type = schema.getType(typeName);
  const field = type && 'getFields' in type ? type.getFields()[name.value] : undefined;
  if (field) return getNamedType(field.type).name;
  for (const { selections } of selectionSets)
    for (const selection of selections) {
      if (selection.kind !== Kind.INLINE_FRAGMENT || !selection.typeCondition) continue;
      const condition = selection.typeCondition.name.value;
      const found = condition !== typeName && typeOfField(schema, condition, { name } as FieldNode, [selection.selectionSet]);
      if (found) return found;
    }
  return undefined;
}
