import { inScope, READERS as RIGHTS, type Role, scopePaths, type Viewer } from '@union-graph/identity';
import { raw, type Sql, sql, underPaths } from '@union-graph/subgraph';
import type { AidApplication } from './AidApplication.ts';

/** The roles that work with applications for aid, each inside its own part of the union tree. */
export const AID_READERS: readonly Role[] = RIGHTS.aidApplication.inScope;

/** Whether the viewer may see an application: their own, or one in their part of the union tree. */
export const seesApplication = (
  viewer: Viewer,
  { memberId, scopePath }: Pick<AidApplication, 'memberId' | 'scopePath'>,
): boolean => viewer.personId === memberId || inScope(viewer, scopePath, ...AID_READERS);

/** Whether the viewer may see what an application says in words. */
export const seesAidDetail = (viewer: Viewer, { memberId, scopePath }: Pick<AidApplication, 'memberId' | 'scopePath'>): boolean =>
  viewer.personId === memberId || inScope(viewer, scopePath, ...RIGHTS.aidDetail.inScope);

/** The rule of `seesApplication` as a condition in SQL on `aid_application a`. */
export const aidScope = (viewer: Viewer): Sql =>
  sql`(a.member_id = ${viewer.personId}::uuid or ${underPaths(raw('a.scope_path'), scopePaths(viewer, ...AID_READERS))})`;
