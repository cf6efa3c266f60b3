import { SMALLEST, withheldCells } from '@union-graph/subgraph';
import type { BeneficiaryCount, PublishedCell } from './BeneficiaryCount.ts';

/** People counted in one quarter, district and group; a district of the project in which nobody was has one cell of zero without a group. */
export interface Cell {
  readonly quarter: string;
  readonly district: string;
  readonly group: string | null;
  readonly count: number;
}

export interface IndirectCount {
  readonly quarter: string;
  readonly count: number;
}

/**
 * What may be told of counts (domain rule 4.3, point 6). The cut is made once for each calendar quarter with a report, whatever the
 * question: every answer is a sum of the same published numbers, so overlapping questions tell nothing that one does not. Zero is
 * withheld like any other small count; where nothing was reported, nothing is told.
 */
export function disclose(cells: readonly Cell[], indirect: readonly IndirectCount[], round: boolean): BeneficiaryCount {
  const told = [...groupBy(cells, ({ quarter }) => quarter).values()].map((quarter) => discloseQuarter(quarter, round));
  const others = indirect.map(({ count }) => (count < SMALLEST ? null : rounded(count, round)));
  const districts = sumByKey(told.flatMap((quarter) => quarter.districts));
  const groups = sumByKey(told.flatMap((quarter) => quarter.groups));
  return {
    direct: sum(told.map(({ total }) => total)),
    indirect: sum(others),
    suppressed:
      told.length === 0 ||
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
  const margin = (keyOf: (cell: Cell) => string | null): PublishedCell[] => {
    const sums = [...groupBy(cells, keyOf)].flatMap(([key, own]) =>
      key === null ? [] : [{ key, count: own.reduce((sum, { count }) => sum + count, 0) }],
    );
    const hidden = withheldCells(sums);
    return sums.map(({ key, count }) => ({ key, count: hidden.has(key) ? null : rounded(count, round) }));
  };
  return {
    total: total < SMALLEST ? null : rounded(total, round),
    districts: margin(({ district }) => district),
    groups: margin(({ group }) => group),
  };
}

const rounded = (count: number, round: boolean): number => (round ? count - (count % SMALLEST) : count);

/** The sum of what is published; null where nothing is. */
const sum = (counts: readonly (number | null)[]): number | null =>
  counts.reduce<number | null>((total, count) => (count === null ? total : (total ?? 0) + count), null);

const sumByKey = (cells: readonly PublishedCell[]): PublishedCell[] =>
  [...groupBy(cells, ({ key }) => key)]
    .map(([key, own]) => ({ key, count: sum(own.map(({ count }) => count)) }))
    .sort((a, b) => a.key.localeCompare(b.key));

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
