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

/** The parts of an operation that determine its selected fields. */
export interface SelectionContext {
  readonly schema: GraphQLSchema;
  readonly fragments: Fragments;
  /** The values of the variables that `@skip` and `@include` name. */
  readonly conditions: Readonly<Record<string, unknown>>;
}

/** The fields that apply to a type, by response key in the order of the answer. The selection sets of fields with one key are merged later. */
export function collectFields(
  type: GraphQLCompositeType,
  selectionSets: readonly SelectionSetNode[],
  context: SelectionContext,
): Map<string, FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  const seen = new Set<string>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (!isIncluded(selection.directives, context.conditions)) continue;
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
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? context.fragments.get(selection.name.value) : selection;
      if (fragment && appliesTo(type, fragment.typeCondition?.name.value, context.schema)) collect(fragment.selectionSet);
    }
  };
  for (const selectionSet of selectionSets) collect(selectionSet);
  return fields;
}

/** Whether the selected fields differ between the object types of an abstract type. */
export const dependsOnType = (
  type: GraphQLCompositeType,
  selectionSets: readonly SelectionSetNode[],
  context: SelectionContext,
): boolean =>
  selectionSets.some(({ selections }) =>
    selections.some((selection) => {
      if (selection.kind === Kind.FIELD || !isIncluded(selection.directives, context.conditions)) return false;
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? context.fragments.get(selection.name.value) : selection;
      if (!fragment) return false;
      const condition = fragment.typeCondition?.name.value;
      if (appliesTo(type, condition, context.schema)) return dependsOnType(type, [fragment.selectionSet], context);
      const narrower = context.schema.getType(condition ?? '');
      return isCompositeType(narrower) && doTypesOverlap(context.schema, type, narrower);
    }),
  );

function appliesTo(type: GraphQLCompositeType, condition: string | undefined, schema: GraphQLSchema): boolean {
  if (condition === undefined || condition === type.name) return true;
  const conditionType = schema.getType(condition);
  return isAbstractType(conditionType) && 'getInterfaces' in type && schema.isSubType(conditionType, type);
}
