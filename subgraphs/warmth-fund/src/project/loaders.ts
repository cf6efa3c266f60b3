import { type Batch, columns, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
import { ServiceProject } from './ServiceProject.ts';

/** Projects by id; public. */
export const serviceProject: Batch<string, ServiceProject | null> = async ({ db }, ids) => {
  const found = await rows<ServiceProject>(
    db,
    sql`select ${columns(ServiceProject, 'p')} from service_project p where p.id = any(${ids}::uuid[])`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** The districts in which projects work, by project id. */
export const districtsOfProject: Batch<string, { projectId: string; code: string }[]> = async ({ db }, ids) => {
  const found = await rows<{ projectId: string; code: string }>(
    db,
    sql`
    select project_id as "projectId", district_code as code from service_project_district
      where project_id = any(${ids}::uuid[]) order by district_code`,
  );
  return grouped(ids, found, ({ projectId }) => projectId);
};
