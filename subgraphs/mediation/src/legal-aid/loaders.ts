import { type Batch, columns, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
import { aidEndedByTime, FAILED_BY_TIME_ON } from '../case/scope.ts';
import { LegalAidGrant } from './LegalAidGrant.ts';
import { LegalAidWork } from './LegalAidWork.ts';
import { grantScope } from './scope.ts';

/** The present grant of a case, else the last one, by the case's id; of those that the viewer may see. */
export const legalAidOfCase: Batch<string, LegalAidGrant | null> = async (ctx, caseIds) => {
  const found = await rows<LegalAidGrant>(
    ctx.db,
    sql`select distinct on (g.case_id) ${columns(LegalAidGrant, 'g')} from legal_aid_grant g join mediation_case c on c.id = g.case_id
    where g.case_id = any(${caseIds}::uuid[]) and ${grantScope(ctx)}
    order by g.case_id, case when ${aidEndedByTime(ctx)} then ${FAILED_BY_TIME_ON} else g.ended_on end desc nulls first, g.granted_on desc, g.id desc`,
  );
  return inOrder(caseIds, found, ({ caseId }) => caseId);
};

/** A worker's grants, by the worker's id, the latest first; of those that the viewer may see. */
export const legalAidOfMember: Batch<string, LegalAidGrant[]> = async (ctx, memberIds) => {
  const found = await rows<LegalAidGrant>(
    ctx.db,
    sql`select ${columns(LegalAidGrant, 'g')} from legal_aid_grant g join mediation_case c on c.id = g.case_id
    where g.member_id = any(${memberIds}::uuid[]) and ${grantScope(ctx)} order by g.granted_on desc, g.id desc`,
  );
  return grouped(memberIds, found, ({ memberId }) => memberId);
};

/** The day on which a grant ended with a case that time has failed, where nothing has written that down; null for the others. */
export const endedByTimeOn: Batch<string, string | null> = async (ctx, grantIds) => {
  const found = await rows<{ id: string; day: string }>(
    ctx.db,
    sql`select g.id, ${FAILED_BY_TIME_ON}::text as day from legal_aid_grant g join mediation_case c on c.id = g.case_id
    where g.id = any(${grantIds}::uuid[]) and ${aidEndedByTime(ctx)}`,
  );
  return inOrder(grantIds, found, ({ id }) => id).map((row) => row?.day ?? null);
};

/** What was done for a grant that the viewer has been given, the earliest first. */
export const workOfGrant: Batch<string, LegalAidWork[]> = async ({ db }, grantIds) => {
  const found = await rows<LegalAidWork>(
    db,
    sql`select ${columns(LegalAidWork, 'w')} from legal_aid_work w
    where w.grant_id = any(${grantIds}::uuid[]) order by w.worked_on, w.id`,
  );
  return grouped(grantIds, found, ({ grantId }) => grantId);
};
