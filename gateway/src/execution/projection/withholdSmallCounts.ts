import { SMALLEST_COUNT } from '../../agreements/masks/mask.ts';
import type { Data } from '../../calls/data.ts';

/** The fields of a list's items that are counts, by the response keys of the plan. */
export interface CountKeys {
  readonly counts: readonly string[];
  /** The key of the field `suppressed`, which is true when a count is withheld; null when it is not selected. */
  readonly flag: string | null;
}

/**
 * Withholds the small counts of a list. If there are any, it also withholds the next smallest counts, until at least two counts are withheld and
 * they have `SMALLEST_COUNT` or more people in all. Otherwise a client could subtract the other counts from the total (domain rule 4.3, point 6).
 * It takes whole lists, so that the result does not depend on the other selected fields.
 */
export function withholdSmallCounts(
  items: readonly unknown[],
  { counts, flag }: CountKeys,
  onWithheld: (count: number) => void = () => undefined,
): readonly unknown[] {
  const withheld = new Map<Data, string[]>();
  for (const key of counts) {
    const cells = items.flatMap((item) => {
      const count = isObject(item) ? Number(item[key] ?? Number.NaN) : Number.NaN;
      return Number.isFinite(count) ? [{ item: item as Data, count }] : [];
    });
    for (const item of itemsToWithhold(cells)) withheld.set(item, [...(withheld.get(item) ?? []), key]);
  }
  if (withheld.size === 0) return items;
  for (const keys of withheld.values()) onWithheld(keys.length);
  return items.map((item) => {
    const keys = isObject(item) ? withheld.get(item) : undefined;
    if (!keys) return item;
    const nulls = Object.fromEntries(keys.map((key) => [key, null]));
    return { ...(item as Data), ...nulls, ...(flag !== null && { [flag]: true }) };
  });
}

/** The items whose count under one key is withheld. */
function itemsToWithhold(cells: readonly { readonly item: Data; readonly count: number }[]): readonly Data[] {
  const withheld: Data[] = [];
  let people = 0;
  for (const { item, count } of cells.toSorted((a, b) => a.count - b.count)) {
    if (count >= SMALLEST_COUNT && (withheld.length === 0 || (withheld.length >= 2 && people >= SMALLEST_COUNT))) break;
    withheld.push(item);
    people += count;
  }
  return withheld;
}

const isObject = (value: unknown): value is Data => typeof value === 'object' && value !== null;
