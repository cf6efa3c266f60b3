import { scopePaths } from '@union-graph/identity';
import { type Batch, inOrder, raw, rows, sql, underPaths } from '@union-graph/subgraph';
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

/** What a viewer may know of a union's counts. A part is withheld also when the rest of the members is a small group. */
export function shownCounts(
  { memberCount, femaleMemberCount, migrantMemberCount, inside }: Omit<Counted, 'id'>,
  signedIn: boolean,
): UnionCounts {
  const part = (count: number): number | null => (inside || (count >= SMALL && memberCount - count >= SMALL) ? count : null);
  if (!signedIn) return { memberCount: null, femaleMemberCount: null, migrantMemberCount: null };
  return {
    memberCount: inside || memberCount >= SMALL ? memberCount : null,
    femaleMemberCount: part(femaleMemberCount),
    migrantMemberCount: part(migrantMemberCount),
  };
}

/** The member counts of unions, as far as the viewer may know them. */
export const unionCounts: Batch<string, UnionCounts | null> = async ({ db, viewer }, ids) => {
  const found = await rows<Counted>(
    db,
    sql`
    select u.id, u.member_count as "memberCount", u.female_member_count as "femaleMemberCount", u.migrant_member_count as "migrantMemberCount",
      (${underPaths(raw('u.scope_path'), scopePaths(viewer, ...MEMBER_READERS, 'AUDITOR', 'SOCIAL_DEPT'))}
        or exists (select from member m where m.id = ${viewer.personId}::uuid and m.union_id = u.id)) as inside
    from trade_union u where u.id = any(${ids}::uuid[])`,
  );
  const signedIn = viewer.kind !== 'anonymous';
  return inOrder(ids, found, ({ id }) => id).map((counted) => counted && shownCounts(counted, signedIn));
};
