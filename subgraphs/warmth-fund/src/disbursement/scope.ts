import { inScope, READERS as RIGHTS, type Role, scopePaths, type Viewer } from '@union-graph/identity';
import { raw, type Sql, sql, underPaths } from '@union-graph/subgraph';
import type { Disbursement } from './Disbursement.ts';

/** The roles that work with payouts, each inside its own part of the union tree. */
export const PAYOUT_READERS: readonly Role[] = RIGHTS.disbursement.inScope;

/** Whether the viewer may see a payout: it pays them, or lies in their part of the fund's work. */
export const seesDisbursement = (viewer: Viewer, { memberId, scopePath }: Disbursement): boolean =>
  (memberId !== null && viewer.personId === memberId) || inScope(viewer, scopePath, ...PAYOUT_READERS);

/** The same rule as a condition in SQL on `disbursement d`. */
export const disbursementScope = (viewer: Viewer): Sql =>
  sql`(d.member_id = ${viewer.personId}::uuid or ${underPaths(raw('d.scope_path'), scopePaths(viewer, ...PAYOUT_READERS))})`;
