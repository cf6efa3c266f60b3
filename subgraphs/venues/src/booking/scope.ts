import { inScope, READERS, scopePaths, type Viewer } from '@union-graph/identity';
import { raw, type Sql, sql, underPaths } from '@union-graph/subgraph';

interface Personal {
  readonly memberId: string;
  readonly scopePath: string;
}

/** Whether the viewer may see a booking or suspension: their own, or at a venue they manage. Nobody else may (VEN-INV-9). */
export const seesPersonal = (viewer: Viewer, { memberId, scopePath }: Personal): boolean =>
  viewer.personId === memberId || inScope(viewer, scopePath, ...READERS.booking.inScope);

/** The same rule as a condition in SQL, for a table under an alias. */
export const personalScope = (viewer: Viewer, alias: string): Sql =>
  sql`(${raw(alias)}.member_id = ${viewer.personId}::uuid or ${underPaths(raw(`${alias}.scope_path`), scopePaths(viewer, ...READERS.booking.inScope))})`;
