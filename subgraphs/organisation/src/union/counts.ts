import { scopePaths, type Viewer } from '@union-graph/identity';
import { type Batch, inOrder, raw, rows, type Sql, sql, underPaths } from '@union-graph/subgraph';
import { MEMBER_READERS } from '../member/scope.ts';

/** Counts under this say too much about single persons (domain rule 2.1.1, «small cells suppressed»). */
export const SMALL = 10;

export interface UnionCounts {
  readonly memberCount: number | null;
  readonly femaleMemberCount: number | null;
  readonly migrantMemberCount: number | null;
}

interface Counted extends Record<keyof UnionCounts, number> {
  readonly id: string;
  /** Whether the viewer is one of the union's own members or works above it. */
  readonly inside: boolean;
}

/** The counts are of this moment, so that of exact ones the difference between two moments would tell of the one who joined. */
const inTens = (count: number): number => Math.floor(count / 10) * 10;

/**
 * What a viewer may know of a union's counts: exact ones inside of it, outside whole tens. A part is withheld also when the rest of the members
 * is a small group.
 */
export function shownCounts(
  { memberCount, femaleMemberCount, migrantMemberCount, inside }: Omit<Counted, 'id'>,
  signedIn: boolean,
): UnionCounts {
  if (!signedIn) return { memberCount: null, femaleMemberCount: null, migrantMemberCount: null };
  if (inside) return { memberCount, femaleMemberCount, migrantMemberCount };
  const part = (count: number): number | null => (count >= SMALL && memberCount - count >= SMALL ? inTens(count) : null);
  return {
    memberCount: memberCount >= SMALL ? inTens(memberCount) : null,
    femaleMemberCount: part(femaleMemberCount),
    migrantMemberCount: part(migrantMemberCount),
  };
}

/** Whether the viewer is one of the members of the union `u`, or works above it. */
export const isInside = (viewer: Viewer): Sql =>
  sql`(${underPaths(raw('u.scope_path'), scopePaths(viewer, ...MEMBER_READERS, 'AUDITOR', 'SOCIAL_DEPT'))}
    or exists (select from member m where m.id = ${viewer.personId}::uuid and m.union_id = u.id))`;

/** The member counts of unions, as far as the viewer may know them. */
export const unionCounts: Batch<string, UnionCounts | null> = async ({ db, viewer }, ids) => {
  const found = await rows<Counted>(
    db,
    sql`
    select u.id, u.member_count as "memberCount", u.female_member_count as "femaleMemberCount", u.migrant_member_count as "migrantMemberCount",
      (${isInside(viewer)}) as inside
    from trade_union u where u.id = any(${ids}::uuid[])`,
  );
  const signedIn = viewer.kind !== 'anonymous';
  return inOrder(ids, found, ({ id }) => id).map((counted) => counted && shownCounts(counted, signedIn));
};
