import {
  doTypesOverlap,
  type FieldNode,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  Kind,
  type SelectionSetNode,
} from 'graphql';

/** What stands at one place of an operation: the type of the objects there, and what is selected of them. */
export interface Selected {
  readonly typeName: string;
  readonly selectionSets: readonly SelectionSetNode[];
}

/** The fields of a place that may be asked of an object of a type, those in fragments among them. */
export function fieldsFor(schema: GraphQLSchema, selectionSets: readonly SelectionSetNode[], typeName: string): FieldNode[] {
  const type = schema.getType(typeName);
  return selectionSets.flatMap(({ selections }) =>
    selections.flatMap((selection): FieldNode[] => {
      if (selection.kind === Kind.FIELD) return [selection];
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
      const condition = selection.typeCondition && schema.getType(selection.typeCondition.name.value);
      const applies =
        !condition || (isCompositeType(condition) && isCompositeType(type) && doTypesOverlap(schema, condition, type));
      return applies ? fieldsFor(schema, [selection.selectionSet], typeName) : [];
    }),
  );
}

export const keyOf = ({ alias, name }: FieldNode): string => (alias ?? name).value;

/** The place below a field of the given key, for objects of the type of the place or of a narrower one; null when there is none. */
export function stepInto(schema: GraphQLSchema, { selectionSets }: Selected, typeName: string, key: string): Selected | null {
  const fields = fieldsFor(schema, selectionSets, typeName).filter((field) => keyOf(field) === key && field.selectionSet);
  const [first] = fields;
  const inner = first && typeOfField(schema, typeName, first, selectionSets);
  return inner ? { typeName: inner, selectionSets: fields.flatMap((field) => field.selectionSet ?? []) } : null;
}

/** The named type of a field; one that only some objects of an interface or union have is looked for at those. */
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
