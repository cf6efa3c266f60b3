import { Kind, type SelectionSetNode } from 'graphql';
import { responseKey } from '../operation/responseKey.ts';
import type { Required } from './plan.ts';

/** The part of a representation that a field set asks for. */
export const toRequired = ({ selections }: SelectionSetNode): Required[] =>
  selections.flatMap((selection): Required[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    if (selection.kind === Kind.FIELD) {
      const name = selection.name.value;
      return [
        {
          kind: 'field',
          from: responseKey(selection),
          name,
          selections: selection.selectionSet ? toRequired(selection.selectionSet) : null,
        },
      ];
    }
    const name = selection.typeCondition?.name.value ?? null;
    return [{ kind: 'type', name, selections: toRequired(selection.selectionSet) }];
  });
