import { Kind, type SelectionSetNode } from 'graphql';
import { responseKey } from '../operation/responseKey.ts';
import type { RepresentationSelection } from './plan.ts';

/** The fields of a representation that a field set selects. A field set has inline fragments only, no fragment spreads. */
export const representationSelections = ({ selections }: SelectionSetNode): RepresentationSelection[] =>
  selections.flatMap((selection): RepresentationSelection[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    if (selection.kind === Kind.FIELD) {
      const name = selection.name.value;
      return [
        {
          kind: 'field',
          from: responseKey(selection),
          name,
          selections: selection.selectionSet ? representationSelections(selection.selectionSet) : null,
        },
      ];
    }
    const name = selection.typeCondition?.name.value ?? null;
    return [{ kind: 'type', name, selections: representationSelections(selection.selectionSet) }];
  });
