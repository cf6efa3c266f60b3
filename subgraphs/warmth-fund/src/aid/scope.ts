import { READERS as RIGHTS, type Role, scopePaths, type Viewer } from '@union-graph/identity';
import { raw, type Sql, sql, underPaths } from '@union-graph/subgraph';

/** The roles that work with applications for aid, each inside its own part of the union tree. */
const READERS: readonly Role[] = RIGHTS.aidApplication.inScope;

/** Rows of `aid_application a` that the viewer may see: their own, and those in their part of the union tree. */
export const aidScope = (viewer: Viewer): Sql =>
  sql`(a.member_id = ${viewer.personId}::uuid or ${underPaths(raw('a.scope_path'), scopePaths(viewer, ...READERS))})`;
