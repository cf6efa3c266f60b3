import type { BeneficiaryCount, PublishedCell } from './BeneficiaryCount.ts';

/** No count of fewer people leaves (FND-INV-10), and partners get counts in steps of so many (domain rule 4.2). */
export const SMALLEST = 10;

/** People counted in one quarter, district and group. */
export interface Cell {
  readonly quarter: string;
  readonly district: string;
  readonly group: string;
  readonly count: number;
}

export interface IndirectCount {
  readonly quarter: string;
  readonly count: number;
}

/**
 * What may be told of counts (domain rule 4.3, point 6). The cut is made once for each calendar quarter, whatever the
 * question: every answer is a sum of the same published numbers, so overlapping questions tell nothing that one does not.
 */
export function disclose(cells: readonly Cell[], indirect: readonly IndirectCount[], round: boolean): BeneficiaryCount {
  const told = [...groupBy(cells, ({ quarter }) => quarter).values()].map((quarter) => discloseQuarter(quarter, round));
  const others = indirect.map(({ count }) => (count < SMALLEST ? null : rounded(count, round)));
  const districts = sumByKey(told.flatMap((quarter) => quarter.districts));
  const groups = sumByKey(told.flatMap((quarter) => quarter.groups));
  return {
    direct: told.length === 0 ? 0 : sum(told.map(({ total }) => total)),
    indirect: sum(others),
    suppressed:
      others.includes(null) ||
      told.some(
        ({ total, ...margins }) =>
          [...margins.districts, ...margins.groups].some(({ count }) => count === null) || total === null,
      ),
    districts,
    groups,
  };
}

function discloseQuarter(cells: readonly Cell[], round: boolean) {
  const total = cells.reduce((sum, { count }) => sum + count, 0);
  const margin = (keyOf: (cell: Cell) => string): PublishedCell[] => {
    const sums = [...groupBy(cells, keyOf)].map(([key, own]) => ({ key, count: own.reduce((sum, { count }) => sum + count, 0) }));
    const hidden = withheld(sums);
    return sums.map(({ key, count }) => ({ key, count: hidden.has(key) ? null : rounded(count, round) }));
  };
  return {
    total: total < SMALLEST ? null : rounded(total, round),
    districts: margin(({ district }) => district),
    groups: margin(({ group }) => group),
  };
}

/**
 * The cells that are kept back: those below ten, and then the next smallest until two or more are, and ten or more people
 * are in them. What is left of the total can then not be taken for a small cell.
 */
export function withheld(cells: readonly { readonly key: string; readonly count: number }[]): Set<string> {
  const hidden = new Set<string>();
  let people = 0;
  for (const { key, count } of cells.toSorted((a, b) => a.count - b.count || a.key.localeCompare(b.key))) {
    if (count >= SMALLEST && (hidden.size === 0 || (hidden.size >= 2 && people >= SMALLEST))) break;
    hidden.add(key);
    people += count;
  }
  return hidden;
}

const rounded = (count: number, round: boolean): number => (round ? count - (count % SMALLEST) : count);

/** The sum of what is published; null where nothing is. */
const sum = (counts: readonly (number | null)[]): number | null =>
  counts.reduce<number | null>((total, count) => (count === null ? total : (total ?? 0) + count), null);

const sumByKey = (cells: readonly PublishedCell[]): PublishedCell[] =>
  [...groupBy(cells, ({ key }) => key)]
    .map(([key, own]) => ({ key, count: sum(own.map(({ count }) => count)) }))
    .sort((a, b) => a.key.localeCompare(b.key));

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
