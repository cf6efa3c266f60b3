import { type Batch, columns, grouped, raw, rows, sql } from '@union-graph/subgraph';
import { looksAfterProjects } from '../project/access.ts';
import type { BeneficiaryCount } from './BeneficiaryCount.ts';
import { type Cell, disclose, type IndirectCount } from './disclosure.ts';
import { ProjectReport } from './ProjectReport.ts';
import { hasWholeQuarter } from './rules.ts';

/** Reports of projects, the oldest first. Asked only for those who see a project's work. */
export const reportsOfProject: Batch<string, ProjectReport[]> = async ({ db }, projectIds) => {
  const found = await rows<ProjectReport>(
    db,
    sql`
    select ${columns(ProjectReport, 'r')} from project_report r
      where r.project_id = any(${projectIds}::uuid[]) order by r.submitted_at, r.id`,
  );
  return grouped(projectIds, found, ({ projectId }) => projectId);
};

export interface CountKey {
  readonly projectId: string;
  /** First and last day; null for all that was ever counted. */
  readonly period: { readonly from: string; readonly to: string } | null;
}

/** The calendar quarters that lie wholly in a question's period. */
const IN_PERIOD = (quarter: string) =>
  `(asked.first is null or (${quarter} >= asked.first and (${quarter} + interval '3 months')::date - 1 <= asked.last))`;

/** The quarters that the project `asked.project_id` has reported on, with the people reached indirectly where the reports say so. */
const REPORTED_QUARTERS =
  raw(`select date_trunc('quarter', to_day::timestamp)::date as quarter, sum(indirect_count)::int as indirect
  from project_report where project_id = asked.project_id group by 1`);

/**
 * What may be told of projects' beneficiaries, each over its own period. Those who look after projects get exact counts,
 * everybody else counts rounded down.
 */
export const beneficiaryCount: Batch<CountKey, BeneficiaryCount> = async ({ db, viewer }, keys) => {
  const asked = sql`unnest(
      ${keys.map(({ projectId }) => projectId)}::uuid[],
      ${keys.map(({ period }) => period?.from ?? null)}::date[],
      ${keys.map(({ period }) => period?.to ?? null)}::date[])
    with ordinality as asked (project_id, first, last, at)`;
  const cells = await rows<Cell & { at: number }>(
    db,
    sql`
    select asked.at::int - 1 as at, r.quarter, d.district_code as district, c.group_name as "group", coalesce(c.direct_count, 0) as count
    from ${asked}
    join lateral (${REPORTED_QUARTERS}) r on ${raw(IN_PERIOD('r.quarter'))}
    join service_project_district d on d.project_id = asked.project_id
    left join project_count c on c.project_id = asked.project_id and c.quarter = r.quarter and c.district_code = d.district_code`,
  );
  const indirect = await rows<IndirectCount & { at: number }>(
    db,
    sql`
    select asked.at::int - 1 as at, r.quarter, r.indirect as count
    from ${asked}
    join lateral (${REPORTED_QUARTERS}) r on r.indirect is not null and ${raw(IN_PERIOD('r.quarter'))}`,
  );
  const round = !looksAfterProjects(viewer);
  return keys.map(({ period }, at) =>
    period && !hasWholeQuarter(period.from, period.to)
      ? { direct: null, indirect: null, suppressed: true, districts: [], groups: [] }
      : disclose(
          cells.filter((cell) => cell.at === at),
          indirect.filter((count) => count.at === at),
          round,
        ),
  );
};
