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

/** What an operation selects at one response path: the type of the objects there, and the selection sets. */
export interface Selected {
  readonly typeName: string;
  readonly selectionSets: readonly SelectionSetNode[];
}

/** The fields that are selected of objects of a type, those in fragments among them. */
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

/** Whether objects of a type may fulfil a type condition. */
function overlaps(schema: GraphQLSchema, typeCondition: string | undefined, typeName: string): boolean {
  if (typeCondition === undefined || typeCondition === typeName) return true;
  const [condition, type] = [schema.getType(typeCondition), schema.getType(typeName)];
  if (!condition) return true;
  if (isObjectType(condition) && isObjectType(type)) return false;
  return isCompositeType(condition) && isCompositeType(type) && doTypesOverlap(schema, condition, type);
}

export const keyOf = ({ alias, name }: FieldNode): string => (alias ?? name).value;

/** What is selected below the fields of a response key, for objects of the type or of a narrower one; null when nothing is. */
export function stepInto(schema: GraphQLSchema, { selectionSets }: Selected, typeName: string, key: string): Selected | null {
  const fields = fieldsFor(schema, selectionSets, typeName).filter((field) => keyOf(field) === key && field.selectionSet);
  const [first] = fields;
  const inner = first && typeOfField(schema, typeName, first, selectionSets);
  return inner ? { typeName: inner, selectionSets: fields.flatMap((field) => field.selectionSet ?? []) } : null;
}

/** The named type of a field; a field that only some object types of an interface or union have is looked for in fragments. */
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
