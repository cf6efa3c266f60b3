import {
  doTypesOverlap,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { isIncluded } from '../../operation/conditions.ts';
import type { Fragments } from '../../operation/fragments.ts';
import { responseKey } from '../../operation/responseKey.ts';

/** What collecting the fields of an operation needs to know. */
export interface Selecting {
  readonly schema: GraphQLSchema;
  readonly fragments: Fragments;
  /** The values of the variables that `@skip` and `@include` name. */
  readonly conditions: Readonly<Record<string, unknown>>;
}

/** The fields that one type answers, by response key in the order of the answer; those with one key are merged later. */
export function collectFields(
  type: GraphQLCompositeType,
  selectionSets: readonly SelectionSetNode[],
  selecting: Selecting,
): Map<string, FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  const seen = new Set<string>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (!isIncluded(selection.directives, selecting.conditions)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = responseKey(selection);
        const present = fields.get(key);
        if (present) present.push(selection);
        else fields.set(key, [selection]);
        continue;
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        if (seen.has(selection.name.value)) continue;
        seen.add(selection.name.value);
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? selecting.fragments.get(selection.name.value) : selection;
      if (fragment && appliesTo(type, fragment.typeCondition?.name.value, selecting.schema)) collect(fragment.selectionSet);
    }
  };
  for (const selectionSet of selectionSets) collect(selectionSet);
  return fields;
}

/** Whether it depends on an object's own type, and not only on an interface of it, what is selected of it. */
export const dependsOnType = (
  type: GraphQLCompositeType,
  selectionSets: readonly SelectionSetNode[],
  selecting: Selecting,
): boolean =>
  selectionSets.some(({ selections }) =>
    selections.some((selection) => {
      if (selection.kind === Kind.FIELD || !isIncluded(selection.directives, selecting.conditions)) return false;
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? selecting.fragments.get(selection.name.value) : selection;
      if (!fragment) return false;
      const condition = fragment.typeCondition?.name.value;
      if (appliesTo(type, condition, selecting.schema)) return dependsOnType(type, [fragment.selectionSet], selecting);
      const narrower = selecting.schema.getType(condition ?? '');
      return isCompositeType(narrower) && doTypesOverlap(selecting.schema, type, narrower);
    }),
  );

function appliesTo(type: GraphQLCompositeType, condition: string | undefined, schema: GraphQLSchema): boolean {
  if (condition === undefined || condition === type.name) return true;
  const conditionType = schema.getType(condition);
  return isAbstractType(conditionType) && 'getInterfaces' in type && schema.isSubType(conditionType, type);
}
