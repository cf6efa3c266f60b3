import { type GraphQLOutputType, isCompositeType, isLeafType, isListType, isNonNullType, type SelectionSetNode } from 'graphql';
import type { Mask } from '../../agreements/masks/mask.ts';
import { fromByteString, toByteString } from '../../operation/byteString.ts';
import { ExactNumber } from '../../operation/exactJson.ts';
import { possibleTypes } from '../../operation/possibleTypes.ts';
import { collectFields } from './collectFields.ts';
import type { ProjectionContext } from './compileProjection.ts';
import { addInvalidValueError, type PrintState } from './printState.ts';
import { compileLeafValue, compileList, compileNonNull, NULL, type PrintValue } from './printValue.ts';
import { type CountKeys, withholdSmallCounts } from './withholdSmallCounts.ts';

/** A list in a partner's answer. If its items have counts, small ones are withheld before the list is printed. */
export function compileMaskedList(
  items: GraphQLOutputType,
  print: PrintValue,
  selectionSets: readonly SelectionSetNode[],
  context: ProjectionContext,
): PrintValue {
  const countKeys = countKeysOf(items, selectionSets, context);
  if (!countKeys) return print;
  return (value, state) => {
    if (!Array.isArray(value)) return print(value, state);
    const masked = withholdSmallCounts(value, countKeys, countWithheld(state));
    if (masked !== value) keepOriginals(state, value, masked);
    return print(masked, state);
  };
}

/** Records the originals of a copied list and its items: causes of missing values are found by the originals. */
function keepOriginals({ originals }: PrintState, list: readonly unknown[], masked: readonly unknown[]): void {
  const keep = (from: unknown, to: unknown): void => {
    if (from !== to && typeof from === 'object' && from !== null && typeof to === 'object' && to !== null)
      originals.set(to, from);
  };
  keep(list, masked);
  for (const [at, item] of list.entries()) keep(item, masked[at]);
}

/** A masked field. Its type is printed as nullable when the mask may withhold a value. */
export function compileMasked(type: GraphQLOutputType, mask: Mask): PrintValue {
  if (isNonNullType(type))
    return mask.mayWithhold ? compileMasked(type.ofType, mask) : compileNonNull(compileMasked(type.ofType, mask));
  if (isListType(type)) return compileList(compileMasked(type.ofType, mask));
  // Only leaf values can be masked: an object under a mask is withheld.
  if (!isLeafType(type)) return () => NULL;
  const print = compileLeafValue(type);
  return (value, state) => {
    if (value === null || value === undefined) return NULL;
    const masked = applyMask(mask, value);
    if (masked === null && mask.mayWithhold) countWithheld(state)(1);
    if (masked === null && !mask.mayWithhold) addInvalidValueError(state, `value of the type "${type.name}"`);
    return print(masked, state);
  };
}

/** Masks are made for texts and numbers: the strings of the data are byte strings. */
function applyMask(mask: Mask, value: unknown): unknown {
  const masked = mask.apply(
    typeof value === 'string' ? fromByteString(value) : value instanceof ExactNumber ? Number(value) : value,
  );
  return typeof masked === 'string' ? toByteString(masked) : masked;
}

/** Counts the withheld values for the access record. */
const countWithheld =
  ({ run: { context } }: PrintState) =>
  (count: number) => {
    if (context.recordDraft) context.recordDraft.suppressed += count;
  };

/** The keys of counts whose small values are withheld in a list; null when its items have none. */
function countKeysOf(
  items: GraphQLOutputType,
  selectionSets: readonly SelectionSetNode[],
  context: ProjectionContext,
): CountKeys | null {
  const type = isNonNullType(items) ? items.ofType : items;
  if (!isCompositeType(type)) return null;
  const types = possibleTypes(context.schema, type);
  const counts = new Set<string>();
  let flag: string | null = null;
  for (const one of types)
    for (const [source, nodes] of collectFields(one, selectionSets, context)) {
      const name = nodes[0]?.name.value;
      if (context.masks?.get(`${one.name}.${name}`)?.suppressesSmallCounts) counts.add(source);
      if (name === 'suppressed') flag = source;
    }
  return counts.size > 0 ? { counts: [...counts], flag } : null;
}
