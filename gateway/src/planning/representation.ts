import { Kind, type SelectionSetNode } from 'graphql';
import type { Required } from './plan.ts';
import { keyOf } from './selected.ts';

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
