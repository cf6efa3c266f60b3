import { type Role, scopePaths, type Viewer } from '@union-graph/identity';
import { raw, type Sql, sql, underPaths } from '@union-graph/subgraph';

/** Those who work with contact points in their part of the tree. */
export const CADRE_READERS: readonly Role[] = [
  'STATION_STAFF',
  'JOINT_UNION_OFFICER',
  'DISTRICT_ADMIN',
  'INDUSTRY_ADMIN',
  'BUREAU_ADMIN',
  'CITY_DEPT',
];

/**
 * The contact points with what they lead to, as `l`, `p`, `e` and `m`, and whether the viewer may see one: their own, or one
 * whose target lies in their part of the tree. A worker's part is that of the record today, so it moves with them.
 */
export const linksWithTargets = sql`cadre_link l left join service_point p on p.id = l.service_point_id
  left join enterprise e on e.id = l.enterprise_id left join member m on m.id = l.member_id`;

export const linkScope = (viewer: Viewer): Sql =>
  sql`(l.cadre_id = ${viewer.personId}::uuid or ${underPaths(
    raw(`coalesce(m.scope_path, '/city/' || coalesce(p.district_code, e.district_code) || '/')`),
    scopePaths(viewer, ...CADRE_READERS),
  )})`;
