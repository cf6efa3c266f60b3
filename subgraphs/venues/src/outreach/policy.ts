import { inScope, READERS, type Role, scopePaths, type Viewer } from '@union-graph/identity';
import { definePolicy, raw, type Sql, sql, underPaths } from '@union-graph/subgraph';
import type { OutreachRequest } from './OutreachRequest.ts';

/** Those who work on requests for outreach, each inside its own part of the tree, or for what they offered. */
export const OUTREACH_STAFF: readonly Role[] = ['VENUE_MANAGER', 'TROUPE_MANAGER'];

/** Those who ask for a union or its Worker's Home: its officer, or an administrator above. */
export const ASKERS: readonly Role[] = ['JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'INDUSTRY_ADMIN', 'BUREAU_ADMIN'];

/** Those who follow what became of a request from their part of the tree: the officers near it, their administrators, the city. */
export const OUTREACH_READERS: readonly Role[] = READERS.outreachRequest.inScope;

type Row = Pick<OutreachRequest, 'memberId' | 'unionId' | 'scopePath' | 'providerPath'>;

const isStaff = (viewer: Viewer, { scopePath, providerPath }: Row): boolean =>
  inScope(viewer, scopePath, ...OUTREACH_STAFF) || (providerPath !== null && inScope(viewer, providerPath, ...OUTREACH_STAFF));

const asks = (viewer: Viewer, { unionId, scopePath }: Row): boolean => unionId !== null && inScope(viewer, scopePath, ...ASKERS);

/** Whether the viewer may see a request for outreach: their own, of their part of the tree, or for what they offered. */
export const seesOutreachRequest = (viewer: Viewer, row: Row): boolean =>
  (row.memberId !== null && viewer.personId === row.memberId) ||
  inScope(viewer, row.scopePath, ...OUTREACH_READERS) ||
  isStaff(viewer, row);

/** The same rule as a condition in SQL, for the table under an alias. */
export const outreachScope = (viewer: Viewer, alias: string): Sql =>
  sql`(${raw(alias)}.member_id = ${viewer.personId}::uuid
    or ${underPaths(raw(`${alias}.scope_path`), scopePaths(viewer, ...OUTREACH_READERS))}
    or ${underPaths(raw(`${alias}.provider_path`), scopePaths(viewer, ...OUTREACH_STAFF))})`;

/** Who may do what with requests for outreach; for a new one, the row is the one about to be made. */
export const outreachPolicy = definePolicy<Row>()({
  closeOutreach: isStaff,
  requestOutreach: asks,
  reviewOutreach: isStaff,
  scheduleOutreach: isStaff,
  cancelOutreach: asks,
  confirmDelivery: (viewer, row) => asks(viewer, row) || isStaff(viewer, row),
  rateOutreach: asks,
});
