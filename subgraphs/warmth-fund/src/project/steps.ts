import { getForUpdate, Refusal, rows, sql, type Tx } from '@union-graph/subgraph';
import { ownProjects } from './access.ts';
import { type ProjectVerb, projectPolicy } from './policy.ts';
import { ServiceProject } from './ServiceProject.ts';

/**
 * Locks the project of a step, for those who may take it and belong to none of its applicants. `NOT_FOUND`, `FORBIDDEN`, `VERSION_CONFLICT`,
 * `CONFLICT_OF_INTEREST`.
 */
export async function getProject(
  tx: Tx,
  verb: ProjectVerb,
  { projectId, expectedVersion }: { projectId: string; expectedVersion?: number },
): Promise<ServiceProject> {
  const project = await lockProject(tx, projectId, expectedVersion);
  projectPolicy.authorise(tx.viewer, verb, project);
  await checkNoConflict(tx, project.id);
  return project;
}

/** Locks a project; that it exists is public. Each step begins with it, so that a project's steps come one after the other. */
export const lockProject = (tx: Tx, projectId: string, expectedVersion?: number): Promise<ServiceProject> =>
  getForUpdate(tx, ServiceProject, projectId, {
    what: 'project',
    visible: () => true,
    ...(expectedVersion === undefined ? {} : { expectedVersion }),
  });

/** Whoever belongs to an applicant has no part in any step of the project, from the first application to its end (FND-INV-6). */
async function checkNoConflict(tx: Tx, projectId: string): Promise<void> {
  const related = await rows(
    tx.db,
    sql`
    select from project_application_person s join project_application a on a.id = s.application_id
      where a.project_id = ${projectId} and s.person_id = ${tx.viewer.personId} limit 1`,
  );
  if (related.length > 0)
    throw new Refusal(
      'CONFLICT_OF_INTEREST',
      'You belong to an organisation that applied for this project. Another person must act.',
      {
        rule: 'FND-INV-6',
      },
    );
}

/** Who entered or evaluated an application of a project does not decide on it: `SEPARATION_OF_DUTIES` (FND-INV-6). */
export async function checkHadNoPart(tx: Tx, projectId: string): Promise<void> {
  const { personId } = tx.viewer;
  const part = await rows(
    tx.db,
    sql`
    select from project_application a where a.project_id = ${projectId}
      and (a.recorded_by = ${personId} or exists (
        select from project_evaluation e where e.application_id = a.id and e.evaluator_id = ${personId}::uuid)) limit 1`,
  );
  if (part.length > 0)
    throw new Refusal(
      'SEPARATION_OF_DUTIES',
      'You entered or evaluated an application for this project. Another person must decide who gets it.',
      { rule: 'FND-INV-6' },
    );
}

/** Whether the viewer speaks for one of the organisations that carry the project out: its program, or one of its people. */
export async function isOfProject(tx: Tx, projectId: string): Promise<boolean> {
  const found = await rows(tx.db, sql`select from service_project p where p.id = ${projectId} and ${ownProjects(tx.viewer)}`);
  return found.length > 0;
}
