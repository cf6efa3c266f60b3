import { type Batch, columns, grouped, rows, sql } from '@union-graph/subgraph';
import { looksAfterProjects, projectWork } from '../project/access.ts';
import { ProjectApplication } from './ProjectApplication.ts';
import { ProjectEvaluation } from './ProjectEvaluation.ts';

/** Applications for projects, in the order they came; for those who look after the project, none for others. */
export const applicationsOfProject: Batch<string, ProjectApplication[]> = async ({ db, viewer }, projectIds) => {
  if (!looksAfterProjects(viewer)) return projectIds.map(() => []);
  const found = await rows<ProjectApplication>(
    db,
    sql`
    select ${columns(ProjectApplication, 'a')} from project_application a join service_project p on p.id = a.project_id
      where a.project_id = any(${projectIds}::uuid[]) and ${projectWork(viewer)} order by a.applied_at, a.id`,
  );
  return grouped(projectIds, found, ({ projectId }) => projectId);
};

/** What the evaluators said of applications. Asked only through an application that the viewer may see. */
export const evaluationsOfApplication: Batch<string, ProjectEvaluation[]> = async ({ db }, applicationIds) => {
  const found = await rows<ProjectEvaluation>(
    db,
    sql`
    select ${columns(ProjectEvaluation, 'e')} from project_evaluation e
      where e.application_id = any(${applicationIds}::uuid[]) order by e.evaluated_at, e.id`,
  );
  return grouped(applicationIds, found, ({ applicationId }) => applicationId);
};
