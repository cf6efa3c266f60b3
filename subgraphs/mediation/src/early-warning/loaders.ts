import { type Batch, columns, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
import type { EarlyWarning } from './EarlyWarning.ts';
import { currentColumns, WARNINGS, warningScope } from './scope.ts';
import { WarningNotice } from './WarningNotice.ts';

/** Warnings by id, of those that the viewer may see. */
export const earlyWarning: Batch<string, EarlyWarning | null> = async (ctx, ids) => {
  const found = await rows<EarlyWarning>(
    ctx.db,
    sql`select ${currentColumns(ctx)} from ${WARNINGS} where w.id = any(${ids}::uuid[]) and ${warningScope(ctx.viewer)}`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** The warning of each case, if there is one that the viewer may see. */
export const warningOfCase: Batch<string, EarlyWarning | null> = async (ctx, caseIds) => {
  const found = await rows<EarlyWarning>(
    ctx.db,
    sql`select ${currentColumns(ctx)} from ${WARNINGS} where w.case_id = any(${caseIds}::uuid[]) and ${warningScope(ctx.viewer)}`,
  );
  return inOrder(caseIds, found, ({ caseId }) => caseId as string);
};

/** What was merged into each warning, the earliest first, as far as the viewer may see it. */
export const warningsMergedInto: Batch<string, EarlyWarning[]> = async (ctx, ids) => {
  const found = await rows<EarlyWarning>(
    ctx.db,
    sql`select ${currentColumns(ctx)} from ${WARNINGS}
    where w.duplicate_of = any(${ids}::uuid[]) and ${warningScope(ctx.viewer)} order by w.reported_at, w.id`,
  );
  return grouped(ids, found, ({ duplicateOfId }) => duplicateOfId as string);
};

/** Who was told of each warning, in order of time. */
export const noticesOfWarning: Batch<string, WarningNotice[]> = async ({ db }, ids) => {
  const found = await rows<WarningNotice>(
    db,
    sql`select ${columns(WarningNotice, 'n')} from warning_notice n
    where n.warning_id = any(${ids}::uuid[]) order by n.told_at, n.kind desc, n.party_code`,
  );
  return grouped(ids, found, ({ warningId }) => warningId);
};
