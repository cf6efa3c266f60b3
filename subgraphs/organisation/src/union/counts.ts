import { scopePaths, type Viewer } from '@union-graph/identity';
import { type Batch, inOrder, published, raw, rows, SMALLEST, type Sql, sql, underPaths } from '@union-graph/subgraph';
import { MEMBER_LISTERS } from '../member/scope.ts';

export interface UnionCounts {
  readonly memberCount: number | null;
  readonly femaleMemberCount: number | null;
  readonly migrantMemberCount: number | null;
}

interface Counted extends Record<keyof UnionCounts, number> {
  readonly id: string;
  /** Whether the viewer lists the union's members. */
  readonly listed: boolean;
}

/**
 * What a viewer may know of a union's counts (domain rule 2.1.1 «small cells suppressed», C-20): exact ones who lists its members and so counts
 * them anyway, others whole tens, since the counts are of this moment and the difference of two would tell of who joined. A part is withheld
 * also when the rest of the members is a small group.
 */
export function shownCounts(
  { memberCount, femaleMemberCount, migrantMemberCount, listed }: Omit<Counted, 'id'>,
  signedIn: boolean,
): UnionCounts {
  if (!signedIn) return { memberCount: null, femaleMemberCount: null, migrantMemberCount: null };
  if (listed) return { memberCount, femaleMemberCount, migrantMemberCount };
  const part = (count: number): number | null => (memberCount - count >= SMALLEST ? published(count) : null);
  return {
    memberCount: published(memberCount),
    femaleMemberCount: part(femaleMemberCount),
    migrantMemberCount: part(migrantMemberCount),
  };
}

/** Whether the viewer lists the members of the union `u`. A condition in SQL. */
export const listsMembers = (viewer: Viewer): Sql =>
  sql`${underPaths(raw('u.scope_path'), scopePaths(viewer, ...MEMBER_LISTERS))}`;

/** The member counts of unions, as far as the viewer may know them. */
export const unionCounts: Batch<string, UnionCounts | null> = async ({ db, viewer }, ids) => {
  const found = await rows<Counted>(
    db,
    sql`
    select u.id, u.member_count as "memberCount", u.female_member_count as "femaleMemberCount", u.migrant_member_count as "migrantMemberCount",
      (${listsMembers(viewer)}) as listed
    from trade_union u where u.id = any(${ids}::uuid[])`,
  );
  const signedIn = viewer.kind !== 'anonymous';
  return inOrder(ids, found, ({ id }) => id).map((counted) => counted && shownCounts(counted, signedIn));
};
