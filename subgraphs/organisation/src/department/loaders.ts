import { type Batch, columns, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
import { Department } from './Department.ts';

/** Departments by id; public, as all of this noun. */
export const department: Batch<string, Department | null> = async ({ db }, ids) => {
  const found = await rows<Department>(
    db,
    sql`select ${columns(Department, 'd')} from department d where d.id = any(${ids}::uuid[])`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** The departments that became each, by name. */
export const predecessorsOfDepartment: Batch<string, Department[]> = async ({ db }, ids) => {
  const found = await rows<Department>(
    db,
    sql`select ${columns(Department, 'd')} from department d where d.successor_id = any(${ids}::uuid[]) order by d.name_zh, d.id`,
  );
  return grouped(ids, found, ({ successorId }) => successorId as string);
};

/** The city federation's departments that were open on each day, by name. */
export const departmentsOn: Batch<string, Department[]> = async ({ db }, days) => {
  const found = await rows<Department & { day: string }>(
    db,
    sql`select ${columns(Department, 'd')}, key.day::text as day from unnest(${days}::date[]) as key(day)
    join department d on key.day between d.since and coalesce(d.ended_on, 'infinity') order by d.name_zh, d.id`,
  );
  return grouped(days, found, ({ day }) => day);
};
