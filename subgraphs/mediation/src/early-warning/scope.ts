import { hasRole, type Role, scopePaths, type Viewer } from '@union-graph/identity';
import { columns, type ReadContext, raw, type Sql, sql, underPaths } from '@union-graph/subgraph';
import { FAILED_BY_TIME_ON, failedByTime, rolesInPart } from '../case/scope.ts';
import { DELEGATES } from '../linked-party/delegates.ts';
import { EarlyWarning } from './EarlyWarning.ts';

/** The roles that read the warnings of their own part of the union tree. */
const READERS: readonly Role[] = ['MEDIATOR', 'DISTRICT_ADMIN', 'CITY_DEPT', 'HOTLINE_AGENT'];

/**
 * The warnings that a viewer may see, as a condition in SQL on `early_warning w`: those of their part of the tree, those that they told of
 * themselves, and as a delegate of a linked party those that it was told of (C-19).
 */
export const warningScope = (viewer: Viewer): Sql => {
  const inPart = underPaths(raw('w.scope_path'), scopePaths(viewer, ...rolesInPart(viewer, READERS)));
  if (viewer.personId === null) return inPart;
  return sql`(${inPart} or w.reported_by = ${viewer.personId}::uuid or ${toldTo(viewer)})`;
};

const toldTo = (viewer: Viewer): Sql =>
  hasRole(viewer, 'LINKED_PARTY')
    ? sql`(${underPaths(raw('w.scope_path'), scopePaths(viewer, 'LINKED_PARTY'))} and exists (
        select from warning_notice n join ${DELEGATES} d on d.party_code = n.party_code
        where n.warning_id = w.id and d.person_id = ${viewer.personId}::uuid))`
    : raw('false');

type Now = Pick<ReadContext, 'now'>;

/**
 * What a warning is by now, as an expression in SQL on `early_warning w` with its case as `c`: over when the time of its case is, escalated
 * when that of its own step is.
 */
export const currentWarningStatus = (ctx: Now): Sql => sql`(case
  when w.closed_at is null and c.id is not null and ${failedByTime(ctx)} then 'RESOLVED'
  when w.due_at < ${ctx.now} then 'ESCALATED' else w.status end)`;

/** Warnings with their cases, as `w` and `c`. */
export const WARNINGS: Sql = raw('early_warning w left join mediation_case c on c.id = w.case_id');

/** The columns of a warning, with what time has decided. */
export const currentColumns = (
  ctx: Now,
): Sql => sql`${columns(EarlyWarning, 'w')}, ${currentWarningStatus(ctx)} as "currentStatus",
  coalesce(w.escalated_at, case when w.due_at < ${ctx.now} then w.due_at end) as "currentEscalatedAt",
  coalesce(w.closed_at, case when c.id is not null and ${failedByTime(ctx)}
    then ${FAILED_BY_TIME_ON}::timestamp at time zone 'Asia/Shanghai' end) as "currentClosedAt"`;
