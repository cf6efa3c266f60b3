import { SMALLEST } from '../../agreements/masks/mask.ts';
import type { Data } from '../../calls/data.ts';

/** Where the counts of a list stand in its items, under the names of the plan. */
export interface CountKeys {
  readonly counts: readonly string[];
  /** Where an item says that something of it is kept back; null where nobody asked. */
  readonly flag: string | null;
}

/**
 * Keeps small counts of a list back, and the next smallest with them until two or more are hidden and ten or more people are in
 * them: what is left of a total can then not be taken for a small cell (domain rule 4.3, point 6). Looks at whole lists, so the cut
 * does not depend on what is asked beside.
 */
export function withholdSmallCounts(
  items: readonly unknown[],
  { counts, flag }: CountKeys,
  onWithheld: (count: number) => void = () => undefined,
): readonly unknown[] {
  const hidden = new Map<Data, string[]>();
  for (const key of counts) {
    const cells = items.flatMap((item) => {
      const count = isObject(item) ? Number(item[key] ?? Number.NaN) : Number.NaN;
      return Number.isFinite(count) ? [{ item: item as Data, count }] : [];
    });
    for (const item of smallOf(cells)) hidden.set(item, [...(hidden.get(item) ?? []), key]);
  }
  if (hidden.size === 0) return items;
  for (const keys of hidden.values()) onWithheld(keys.length);
  return items.map((item) => {
    const keys = isObject(item) ? hidden.get(item) : undefined;
    if (!keys) return item;
    const nulls = Object.fromEntries(keys.map((key) => [key, null]));
    return { ...(item as Data), ...nulls, ...(flag !== null && { [flag]: true }) };
  });
}

function smallOf(cells: readonly { readonly item: Data; readonly count: number }[]): readonly Data[] {
  const hidden: Data[] = [];
  let people = 0;
  for (const { item, count } of cells.toSorted((a, b) => a.count - b.count)) {
    if (count >= SMALLEST && (hidden.length === 0 || (hidden.length >= 2 && people >= SMALLEST))) break;
    hidden.push(item);
    people += count;
  }
  return hidden;
}

const isObject = (value: unknown): value is Data => typeof value === 'object' && value !== null;
