import { inScope, READERS as RIGHTS, type Role, scopePaths, type Viewer } from '@union-graph/identity';
import { raw, type Sql, sql, underPaths } from '@union-graph/subgraph';

/** The roles that work with cover: the fund's, and those who look after cards on the spot. */
const READERS: readonly Role[] = RIGHTS.coverage.inScope;

/** Whether the viewer may see a cover: their own, and those in their part of the union tree. */
export const seesCoverage = (viewer: Viewer, { memberId, scopePath }: { memberId: string; scopePath: string }): boolean =>
  viewer.personId === memberId || inScope(viewer, scopePath, ...READERS);

/** Rows of `coverage c` that the viewer may see: their own, and those in their part of the union tree. */
export const coverageScope = (viewer: Viewer): Sql =>
  sql`(c.member_id = ${viewer.personId}::uuid or ${underPaths(raw('c.scope_path'), scopePaths(viewer, ...READERS))})`;
