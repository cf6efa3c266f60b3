import { inScope, READERS as RIGHTS, type Role, scopePaths, type Viewer } from '@union-graph/identity';
import { raw, type Sql, sql, underPaths } from '@union-graph/subgraph';

const READERS: readonly Role[] = RIGHTS.mutualAidClaim.inScope;

/** Whether the viewer may see a claim: it is their own, or lies in their part of the union tree. */
export const seesClaim = (viewer: Viewer, { memberId, scopePath }: { memberId: string; scopePath: string }): boolean =>
  viewer.personId === memberId || inScope(viewer, scopePath, ...READERS);

/** Whether the viewer may see what a claim says of health and in words. */
export const seesClaimDetail = (viewer: Viewer, { memberId, scopePath }: { memberId: string; scopePath: string }): boolean =>
  viewer.personId === memberId || inScope(viewer, scopePath, ...RIGHTS.claimDetail.inScope);

/** The rule of `seesClaim` as a condition in SQL on `mutual_aid_claim c`. */
export const claimScope = (viewer: Viewer): Sql =>
  sql`(c.member_id = ${viewer.personId}::uuid or ${underPaths(raw('c.scope_path'), scopePaths(viewer, ...READERS))})`;
