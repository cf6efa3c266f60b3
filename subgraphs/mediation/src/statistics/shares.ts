import { published, sumOf, withheldCells } from '@union-graph/subgraph';
import type { DisputeGrouping } from '../schema.gen.ts';
import type { DisputeShare, GroupShare } from './DisputeShare.ts';

type Counted = readonly { readonly group: string; readonly count: number }[];

/** Every group as it was counted, the largest first. */
export const shareOf = (by: DisputeGrouping, groups: Counted): DisputeShare => ({
  by,
  groups: sorted(groups),
  suppressed: false,
});

/**
 * The groups as partners are told them: small ones withheld, those without a case like those with one, others rounded down to tens. No
 * total is told but the sum of these, so that nothing is left to subtract from (C-20).
 */
export function withholdGroups(groups: Counted): GroupShare[] {
  const withheld = withheldCells(groups.map(({ group, count }) => ({ key: group, count })));
  return groups.map(({ group, count }) => ({ group, count: withheld.has(group) ? null : published(count) }));
}

/** The sum of what quarters tell; a group is withheld where it is in all of them. */
export function sumShares(by: DisputeGrouping, quarters: readonly (readonly GroupShare[])[]): DisputeShare {
  const groups = (quarters[0] ?? []).map(({ group }, at) => ({
    group,
    count: sumOf(quarters.map((quarter) => quarter[at]?.count ?? null)),
  }));
  return { by, groups: sorted(groups), suppressed: quarters.some((quarter) => quarter.some(({ count }) => count === null)) };
}

const sorted = (groups: readonly GroupShare[]): GroupShare[] =>
  groups.toSorted((a, b) => (b.count ?? 0) - (a.count ?? 0) || a.group.localeCompare(b.group));

/** Domain rule 2.0.4: these owners are public, all others are not. */
const PUBLIC_OWNERS: readonly string[] = ['STATE', 'COLLECTIVE', 'PUBLIC_INSTITUTION'];

/** The sum of what is told. */
export const totalOf = ({ groups }: DisputeShare): number => groups.reduce((sum, { count }) => sum + (count ?? 0), 0);

/** A part of a whole in basis points, rounded down; null of nothing. */
export const bpOf = (part: number, whole: number): number | null => (whole === 0 ? null : Math.floor((part * 10_000) / whole));

/** The share of employers that are not public (非公) in what is told (S-09); null unless disputes are told by their owners. */
export function nonPublicBp(share: DisputeShare): number | null {
  if (share.by !== 'OWNERSHIP') return null;
  const others = share.groups.filter(({ group }) => !PUBLIC_OWNERS.includes(group));
  return bpOf(totalOf({ ...share, groups: others }), totalOf(share));
}
