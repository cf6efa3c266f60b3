import { Kind, parse, type SelectionSetNode } from 'graphql';
import type { SupergraphTypes } from './supergraphTypes.ts';

/** Parses a field set of `@key`, `@requires` or `@provides`, or the selection of a context argument, which has braces. */
export function parseFieldSet(text: string): SelectionSetNode {
  const [operation] = parse(text.trimStart().startsWith('{') ? text : `{${text}}`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`"${text}" is not a field set.`);
  return operation.selectionSet;
}

/** Parses field sets; the same text, such as `id`, gives the same node. */
export function createFieldSetParser(): (text: string) => SelectionSetNode {
  const parsed = new Map<string, SelectionSetNode>();
  return (text) => {
    const fieldSet = parsed.get(text) ?? parseFieldSet(text);
    parsed.set(text, fieldSet);
    return fieldSet;
  };
}

/** The names of the fields at the top of a field set. */
export const topFieldNames = ({ selections }: SelectionSetNode): string[] =>
  selections.flatMap((selection) => (selection.kind === Kind.FIELD ? [selection.name.value] : []));

/** The names of all fields of a field set, at every depth. */
export const allFieldNames = ({ selections }: SelectionSetNode): string[] =>
  selections.flatMap((selection) => {
    const own = selection.kind === Kind.FIELD ? [selection.name.value] : [];
    return 'selectionSet' in selection && selection.selectionSet ? [...own, ...allFieldNames(selection.selectionSet)] : own;
  });

/** The schema coordinates of the fields of a field set, and of the types that those fields return. */
export function coordinatesIn(types: SupergraphTypes, typeName: string, { selections }: SelectionSetNode): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return coordinatesIn(types, selection.typeCondition?.name.value ?? typeName, selection.selectionSet);
    if (selection.kind !== Kind.FIELD) return [];
    const returned = types.get(typeName)?.fields.get(selection.name.value)?.typeName;
    const own = [`${typeName}.${selection.name.value}`, ...(returned ? [returned] : [])];
    return selection.selectionSet && returned ? [...own, ...coordinatesIn(types, returned, selection.selectionSet)] : own;
  });
}
