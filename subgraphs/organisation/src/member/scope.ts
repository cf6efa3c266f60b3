import { inScope, type Role, scopePaths, type Viewer } from '@union-graph/identity';
import { sql, type Sql } from '@union-graph/subgraph';

/** The roles that work with members' records, each inside its own part of the union tree. */
const READERS: readonly Role[] = ['STATION_STAFF', 'JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'CITY_DEPT', 'PRIVACY_OFFICER'];

/** Whether the viewer may see a person's row: it is their own, or lies in their part of the tree (domain rule 2.0 «Scope»). */
export const seesPerson = (viewer: Viewer, personId: string, rowPath: string): boolean =>
  viewer.personId === personId || inScope(viewer, rowPath, ...READERS);

/** The same rule as a condition in SQL. */
export const personScope = (viewer: Viewer, personColumn: Sql, pathColumn: Sql): Sql =>
  sql`(${personColumn} = ${viewer.personId}::uuid or ${pathColumn} ^@ any(${scopePaths(viewer, ...READERS)}::text[]))`;
