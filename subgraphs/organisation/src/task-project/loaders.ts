import { hasRole, STAFF_ROLES } from '@union-graph/identity';
import { type Batch, columns, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
import type { Unit } from '../external-agency/units.ts';
import { PlanIndicator } from '../plan/PlanIndicator.ts';
import { TaskProject } from './TaskProject.ts';
import { TaskReport } from './TaskReport.ts';

/** Tasks by id; public. */
export const taskProject: Batch<string, TaskProject | null> = async ({ db }, ids) => {
  const found = await rows<TaskProject>(
    db,
    sql`select ${columns(TaskProject, 't')} from task_project t where t.id = any(${ids}::uuid[])`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** The tasks of each plan, by number; public. */
export const tasksOfPlan: Batch<string, TaskProject[]> = async ({ db }, codes) => {
  const found = await rows<TaskProject>(
    db,
    sql`select ${columns(TaskProject, 't')} from task_project t where t.plan_code = any(${codes}) order by t.seq`,
  );
  return grouped(codes, found, ({ planCode }) => planCode);
};

/** The units that assist each task; public. */
export const assistsOfTask: Batch<string, Unit[]> = async ({ db }, ids) => {
  const found = await rows<Unit & { taskId: string }>(
    db,
    sql`select a.task_project_id as "taskId", a.union_id as "unionId", a.agency_code as "agencyCode"
    from task_assist a where a.task_project_id = any(${ids}::uuid[]) order by a.place`,
  );
  return grouped(ids, found, ({ taskId }) => taskId);
};

/** The indicators that each task serves; public. */
export const indicatorsOfTask: Batch<string, PlanIndicator[]> = async ({ db }, ids) => {
  const found = await rows<PlanIndicator & { taskId: string }>(
    db,
    sql`select ${columns(PlanIndicator, 'i')}, t.task_project_id as "taskId" from task_indicator t
    join plan_indicator i on i.code = t.indicator_code where t.task_project_id = any(${ids}::uuid[]) order by i.code`,
  );
  return grouped(ids, found, ({ taskId }) => taskId);
};

/** The reports on each task, the latest first; for staff only. */
export const reportsOfTask: Batch<string, TaskReport[]> = async ({ db, viewer }, ids) => {
  const found = await rows<TaskReport>(
    db,
    sql`select ${columns(TaskReport, 'r')} from task_report r
    where r.task_project_id = any(${ids}::uuid[]) and ${hasRole(viewer, ...STAFF_ROLES)}::boolean order by r.reported_at desc, r.id desc`,
  );
  return grouped(ids, found, ({ taskId }) => taskId);
};
