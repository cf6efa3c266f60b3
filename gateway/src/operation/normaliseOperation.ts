import {
  type DirectiveNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  type InlineFragmentNode,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { conditionOf, isConditional } from './conditions.ts';
import type { Fragments } from './fragments.ts';
import { responseKey } from './responseKey.ts';

/**
 * Normalises an operation for planners: fragment spreads are replaced by their selections, equal selections are merged, selections that are
 * always left out are removed, and so are aliases that equal the field's name.
 */
export function normaliseOperation(operation: OperationDefinitionNode, within: NormaliseContext): OperationDefinitionNode {
  const root = within.schema.getRootType(operation.operation)?.name ?? '';
  const selections = normaliseSelections(operation.selectionSet.selections, root, within);
  return { ...operation, directives: [], selectionSet: { kind: Kind.SELECTION_SET, selections } };
}

interface NormaliseContext {
  readonly fragments: Fragments;
  readonly schema: GraphQLSchema;
  /** Known values of variables: their `@skip` and `@include` are resolved. */
  readonly conditions: Conditions;
}

export type Conditions = Readonly<Record<string, unknown>>;

function normaliseSelections(selections: readonly SelectionNode[], parent: string, within: NormaliseContext): SelectionNode[] {
  const merged = new Map<string, FieldNode | InlineFragmentNode>();
  for (const selection of inlineFragments(selections, parent, within)) {
    const key = mergeKey(selection);
    const present = merged.get(key);
    merged.set(key, present ? mergeSelections(present, selection) : selection);
  }
  for (const [key, selection] of merged) mergeConditionalField(merged, key, selection);
  return [...merged.values()].flatMap((selection): SelectionNode[] => {
    if (!selection.selectionSet) return [selection];
    const type =
      selection.kind === Kind.FIELD ? fieldType(parent, selection, within) : (selection.typeCondition?.name.value ?? parent);
    const inner = normaliseSelections(selection.selectionSet.selections, type, within);
    if (inner.length === 0 && selection.kind === Kind.INLINE_FRAGMENT) return [];
    return [{ ...selection, selectionSet: selectionSet(inner.length > 0 ? inner : [TYPE_NAME]) }];
  });
}

/** Selected when all fields of a selection set are left out, because the answer still says whether the object exists. */
const TYPE_NAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

const selectionSet = (selections: readonly SelectionNode[]): SelectionSetNode => ({ kind: Kind.SELECTION_SET, selections });

/** Replaces fragments by their selections, except those that have a condition or narrow the type: these become inline fragments. */
function inlineFragments(
  selections: readonly SelectionNode[],
  parent: string,
  within: NormaliseContext,
): (FieldNode | InlineFragmentNode)[] {
  return selections.flatMap((selection): (FieldNode | InlineFragmentNode)[] => {
    const directives = undecidedConditions(selection.directives, within.conditions);
    if (!directives) return [];
    if (selection.kind === Kind.FIELD) {
      const { alias, name } = selection;
      // The gateway answers these itself, wherever the query type is selected.
      if (name.value === '__schema' || name.value === '__type') return [];
      // An alias of `__typename` matters only when the answer is printed.
      const isPlain = alias?.value === name.value || name.value === '__typename';
      return [{ ...selection, alias: isPlain ? undefined : alias, directives }];
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? within.fragments.get(selection.name.value) : selection;
    if (!fragment) return [];
    const types = narrowedTypeConditions(fragment.typeCondition?.name.value ?? parent, parent, within.schema);
    if (types.includes(parent) && directives.length === 0)
      return inlineFragments(fragment.selectionSet.selections, parent, within);
    return types.map((type) => ({
      kind: Kind.INLINE_FRAGMENT,
      typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type } },
      directives,
      selectionSet: fragment.selectionSet,
    }));
  });
}

/**
 * The type conditions that a fragment has within a parent type: the parent itself when the fragment does not narrow it; for an overlapping
 * interface or union, the object types that are possible in both.
 */
function narrowedTypeConditions(condition: string, parent: string, schema: GraphQLSchema): string[] {
  const [wanted, given] = [schema.getType(condition), schema.getType(parent)];
  if (condition === parent || !isCompositeType(wanted) || !isCompositeType(given)) return [condition];
  const isOf = (type: GraphQLObjectType, of: GraphQLCompositeType) =>
    type === of || (isAbstractType(of) && schema.isSubType(of, type));
  if (isObjectType(given)) return isOf(given, wanted) ? [parent] : [];
  if (isObjectType(wanted)) return isOf(wanted, given) ? [condition] : [];
  if (isInterfaceType(given) && schema.isSubType(wanted, given)) return [parent];
  if (isInterfaceType(wanted) && schema.isSubType(given, wanted)) return [condition];
  return schema
    .getPossibleTypes(given)
    .filter((type) => isOf(type, wanted))
    .map(({ name }) => name);
}

/**
 * The `@skip` and `@include` directives whose variables have no known value; null when the selection is left out. Other directives are removed:
 * subgraphs may not have them, or have them with other arguments.
 */
function undecidedConditions(directives: readonly DirectiveNode[] = [], conditions: Conditions): DirectiveNode[] | null {
  const open: DirectiveNode[] = [];
  for (const directive of directives) {
    if (!isConditional(directive)) continue;
    const condition = conditionOf(directive);
    const value = typeof condition === 'object' ? conditions[condition.variable] : undefined;
    const isIncluded = typeof condition === 'object' ? value === condition.includedIf : condition;
    if (typeof condition === 'object' && typeof value !== 'boolean') open.push(directive);
    else if (!isIncluded) return null;
  }
  return open;
}

const directivesText = (directives: readonly DirectiveNode[] = []): string => directives.map(print).sort().join(' ');

const mergeKey = (selection: FieldNode | InlineFragmentNode): string =>
  selection.kind === Kind.FIELD
    ? `${responseKey(selection)} ${directivesText(selection.directives)}`
    : `... ${selection.typeCondition?.name.value ?? ''} ${directivesText(selection.directives)}`;

function mergeSelections<T extends FieldNode | InlineFragmentNode>(present: T, more: FieldNode | InlineFragmentNode): T {
  const added = more.selectionSet?.selections ?? [];
  return { ...present, selectionSet: present.selectionSet && selectionSet([...present.selectionSet.selections, ...added]) };
}

/** Merges a conditional field into the same field without a condition: the condition then applies to its selection set only. */
function mergeConditionalField(
  merged: Map<string, FieldNode | InlineFragmentNode>,
  key: string,
  selection: FieldNode | InlineFragmentNode,
): void {
  if (selection.kind !== Kind.FIELD || !selection.directives?.length) return;
  const plainKey = `${responseKey(selection)} `;
  const plain = merged.get(plainKey);
  if (!plain) return;
  merged.delete(key);
  if (!selection.selectionSet) return;
  const { directives, selectionSet: inner } = selection;
  const conditional: InlineFragmentNode = { kind: Kind.INLINE_FRAGMENT, directives, selectionSet: inner };
  merged.set(plainKey, { ...plain, selectionSet: selectionSet([...(plain.selectionSet?.selections ?? []), conditional]) });
}

function fieldType(parent: string, { name }: FieldNode, { schema }: NormaliseContext): string {
  const type = schema.getType(parent);
  const field = type && 'getFields' in type ? type.getFields()[name.value] : undefined;
  return field ? getNamedType(field.type).name : parent;
}
