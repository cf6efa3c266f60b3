import { type AsOfNow, inOrder, rows, sql } from '@union-graph/subgraph';
import { currentStatusSql, FAILED_BY_TIME_ON, failedByTime } from '../case/scope.ts';
import { ENDED_WITH } from '../early-warning/change.ts';
import { endedByTimeOn } from '../legal-aid/loaders.ts';

interface Ending {
  readonly id: string;
  readonly status: string;
  readonly endedAt: string | null;
}

/** The states of cases by the rules of `MediationCase.status` and `.closedAt`: time fails a case that is not settled or not signed. */
export const caseAsOfNow: AsOfNow = async (ctx, ids) => {
  const found = await rows<Ending>(
    ctx.db,
    sql`select c.id, ${currentStatusSql(ctx)} as status, coalesce(c.closed_at, case when ${failedByTime(ctx)}
      then ${FAILED_BY_TIME_ON}::timestamp at time zone 'Asia/Shanghai' end)::text as "endedAt"
    from mediation_case c where c.id = any(${ids}::uuid[])`,
  );
  return inOrder(ids, found, ({ id }) => id).map((row) => row && { status: row.status, closed_at: row.endedAt });
};

/** Grants of legal aid that ended with a case that time has failed, by the rules of `LegalAidGrant`; null for the others. */
export const legalAidAsOfNow: AsOfNow = async (ctx, ids) => {
  const days = await endedByTimeOn(ctx, ids);
  return days.map((day) => (day === null ? null : { status: 'COMPLETED', ended_on: day, outcome: ENDED_WITH('FAILED') }));
};
