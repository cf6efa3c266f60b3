import { type GraphQLOutputType, isCompositeType, isLeafType, isListType, isNonNullType, type SelectionSetNode } from 'graphql';
import type { Mask } from '../../agreements/masks/mask.ts';
import { ExactNumber } from '../../calls/exactJson.ts';
import { possibleTypes } from '../../operation/possibleTypes.ts';
import type { Projecting } from './compileProjection.ts';
import { type SmallCells, withholdCells } from './masks.ts';
import { compileLeafValue, compileList, compileNonNull, NULL, type Print } from './print.ts';
import { type Printing, tellInvalid } from './printing.ts';
import { collectFields } from './selections.ts';

/** A list of a partner's answer: where its items hold counts, small ones are kept back before it is printed. */
export function compileMaskedList(
  items: GraphQLOutputType,
  print: Print,
  selectionSets: readonly SelectionSetNode[],
  projecting: Projecting,
): Print {
  const cells = smallCells(items, selectionSets, projecting);
  if (!cells) return print;
  return (value, printing) => {
    if (!Array.isArray(value)) return print(value, printing);
    const told = withholdCells(value, cells, noteWithheld(printing));
    if (told !== value) keepCauses(printing, value, told);
    return print(told, printing);
  };
}

/** What stands in the place of a list and its items lacks the same values for the same reasons. */
function keepCauses({ run: { causes } }: Printing, list: readonly unknown[], told: readonly unknown[]): void {
  if (causes.size === 0) return;
  const keep = (from: unknown, to: unknown): void => {
    const known = typeof from === 'object' && from !== null ? causes.get(from) : undefined;
    if (known && typeof to === 'object' && to !== null) causes.set(to, known);
  };
  keep(list, told);
  for (const [at, item] of list.entries()) keep(item, told[at]);
}

/** A field whose values are masked, each by itself. Where the mask may keep a value back, no null is forbidden. */
export function compileMasked(type: GraphQLOutputType, mask: Mask): Print {
  if (isNonNullType(type))
    return mask.mayWithhold ? compileMasked(type.ofType, mask) : compileNonNull(compileMasked(type.ofType, mask));
  if (isListType(type)) return compileList(compileMasked(type.ofType, mask));
  // Masks are for values: whatever else has one is not told.
  if (!isLeafType(type)) return () => NULL;
  const print = compileLeafValue(type);
  return (value, printing) => {
    if (value === null || value === undefined) return NULL;
    const told = mask.apply(value instanceof ExactNumber ? Number(value) : value);
    if (told === null && mask.mayWithhold) noteWithheld(printing)(1);
    if (told === null && !mask.mayWithhold) tellInvalid(printing, `value of the type "${type.name}"`);
    return print(told, printing);
  };
}

/** Counts for the access log what a mask holds back. */
const noteWithheld =
  ({ run: { context } }: Printing) =>
  (count: number) => {
    if (context.trail) context.trail.suppressed += count;
  };

/** Where the items of a list hold counts of which small ones are kept back; null for other lists. */
function smallCells(
  items: GraphQLOutputType,
  selectionSets: readonly SelectionSetNode[],
  projecting: Projecting,
): SmallCells | null {
  const type = isNonNullType(items) ? items.ofType : items;
  if (!isCompositeType(type)) return null;
  const types = possibleTypes(projecting.schema, type);
  const counts = new Set<string>();
  let flag: string | null = null;
  for (const one of types)
    for (const [source, nodes] of collectFields(one, selectionSets, projecting)) {
      const name = nodes[0]?.name.value;
      if (projecting.masks?.get(`${one.name}.${name}`)?.hidesSmall) counts.add(source);
      if (name === 'suppressed') flag = source;
    }
  return counts.size > 0 ? { counts: [...counts], flag } : null;
}
