import { inScope, READERS as RIGHTS, type Role, scopePaths, type Viewer } from '@union-graph/identity';
import { forbidden, type Sql, sql, underPaths } from '@union-graph/subgraph';

/** The roles that work with members' training records, each inside its own part of the union tree. */
const READERS: readonly Role[] = RIGHTS.trainingRecord.inScope;

/** Whether the viewer may see a person's row: it is their own, or lies in their part of the tree (domain rule 2.0 «Scope»). */
export const seesPerson = (viewer: Viewer, personId: string, rowPath: string): boolean =>
  viewer.personId === personId || inScope(viewer, rowPath, ...READERS);

/** The ids that name the viewer, as an array in SQL: their own, and those of records that were merged into it (C-16). */
export const ownIds = (viewer: Viewer): Sql => sql`array(select ${viewer.personId}::uuid union all
  select m.duplicate_id from member_merge m where m.survivor_id = ${viewer.personId}::uuid and m.state = 'MERGED')`;

/** The same rule as a condition in SQL. What stayed with a merged record is the survivor's to see. */
export const personScope = (viewer: Viewer, personColumn: Sql, pathColumn: Sql): Sql =>
  sql`(${personColumn} = any(${ownIds(viewer)}) or ${inReadersScope(viewer, pathColumn)})`;

/** Only the part of the rule that staff see by, as a condition in SQL. */
export const inReadersScope = (viewer: Viewer, pathColumn: Sql): Sql => underPaths(pathColumn, scopePaths(viewer, ...READERS));

/** The roles that read what is paid for a person, each inside its own part of the union tree. */
const MONEY_READERS: readonly Role[] = RIGHTS.trainingMoney.inScope;

/** Only the part of that rule that staff see by, as a condition in SQL. */
export const inMoneyScope = (viewer: Viewer, pathColumn: Sql): Sql =>
  underPaths(pathColumn, scopePaths(viewer, ...MONEY_READERS));

/** Rows about money for a person that the viewer may see, as a condition in SQL: their own, or those in their part of the tree. */
export const moneyScope = (viewer: Viewer, personColumn: Sql, pathColumn: Sql): Sql =>
  sql`(${personColumn} = ${viewer.personId}::uuid or ${inMoneyScope(viewer, pathColumn)})`;

/** The id of the person who acts. Programs do not decide and do not enrol: `FORBIDDEN`. */
export function actingPerson(viewer: Viewer): string {
  if (viewer.personId === null) throw forbidden(viewer, 'Programs do not do this.', { kind: 'person', anyOf: ['member'] });
  return viewer.personId;
}
