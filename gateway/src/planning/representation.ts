import { Kind, type SelectionSetNode } from 'graphql';
import type { Required } from './plan.ts';
import { keyOf } from './selected.ts';

/** Whether parts of a representation have all of a selection. */
export function carries(parts: readonly Required[], { selections }: SelectionSetNode): boolean {
  const carried = parts.flatMap((part) => (part.kind === 'type' ? part.selections : [part]));
  return selections.every((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return true;
    if (selection.kind === Kind.INLINE_FRAGMENT) return carries(carried, selection.selectionSet);
    const match = carried.find((part) => part.kind === 'field' && part.name === selection.name.value);
    if (!match) return false;
    return !selection.selectionSet || !match.selections || carries(match.selections, selection.selectionSet);
  });
}

/** What a representation has of a selection. */
export const toRequired = ({ selections }: SelectionSetNode): Required[] =>
  selections.flatMap((selection): Required[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    if (selection.kind === Kind.FIELD) {
      const name = selection.name.value;
      return [
        {
          kind: 'field',
          from: keyOf(selection),
          name,
          selections: selection.selectionSet ? toRequired(selection.selectionSet) : null,
        },
      ];
    }
    const name = selection.typeCondition?.name.value ?? null;
    return [{ kind: 'type', name, selections: toRequired(selection.selectionSet) }];
  });
