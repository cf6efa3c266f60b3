import { columns, empty, isId, type ReadContext, raw, rows, sql } from '@union-graph/subgraph';
import type { QueryTaskProjectsArgs } from '../schema.gen.ts';
import { TaskProject } from './TaskProject.ts';

/** Tasks by plan and number; public, a few dozen. */
export const taskProjects = ({ db }: ReadContext, { leadUnitId, status }: QueryTaskProjectsArgs): Promise<TaskProject[]> =>
  rows(
    db,
    sql`select ${columns(TaskProject, 't')} from task_project t where true
    ${leadUnitId ? (isId(leadUnitId) ? sql`and t.lead_union_id = ${leadUnitId}` : raw('and false')) : empty}
    ${status ? sql`and t.status = ${status}` : empty} order by t.plan_code, t.seq`,
  );
