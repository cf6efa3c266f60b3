import {
  assertTransition,
  checkedText,
  civilDay,
  insertRow,
  isId,
  newId,
  notFound,
  rows,
  sql,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import { PROJECT_TRANSITIONS } from '../project/rules.ts';
import { ServiceProject } from '../project/ServiceProject.ts';
import { getProject } from '../project/steps.ts';
import { numbers } from '../rule/numbers.ts';
import type { EvaluateProjectInput } from '../schema.gen.ts';
import { ProjectApplication } from './ProjectApplication.ts';
import { ProjectEvaluation } from './ProjectEvaluation.ts';
import { assertComparable, checkScore } from './rules.ts';

/**
 * One evaluator's word on one application (S-22): a score, or that they are in a conflict and do not count. The project is
 * EVALUATED as soon as each application has enough evaluators without a conflict. Nobody of an applicant evaluates (FND-INV-6).
 */
export async function evaluateProject(tx: Tx, input: EvaluateProjectInput): Promise<{ evaluation: ProjectEvaluation }> {
  const { applicationId } = input;
  const application = isId(applicationId) ? await tx.db.findOneBy(ProjectApplication, { id: applicationId }) : null;
  if (!application) throw notFound('application', applicationId);
  const project = await getProject(tx, 'evaluateProject', application);
  assertComparable(project, civilDay(tx.now));
  const [score, conflict] = [input.score ?? null, input.conflict ?? null];
  checkScore(score, conflict);
  const evaluation = await insertRow(tx.db, ProjectEvaluation, {
    id: newId(),
    applicationId: application.id,
    evaluatorId: tx.viewer.personId as string,
    score,
    conflict: conflict === null ? null : checkedText(conflict, 'conflict', 500),
    remarks: checkedText(input.remarks, 'remarks', 2_000),
    evaluatedAt: tx.now,
  });
  if (project.status === 'APPLIED' && (await isEvaluated(tx, project.id))) {
    assertTransition(PROJECT_TRANSITIONS, 'project', project.status, 'EVALUATED');
    await updateRow(tx.db, ServiceProject, project, { status: 'EVALUATED' });
  }
  return { evaluation };
}

async function isEvaluated(tx: Tx, projectId: string): Promise<boolean> {
  const lacking = await rows(
    tx.db,
    sql`
    select from project_application a where a.project_id = ${projectId}
      and (select count(*) from project_evaluation e where e.application_id = a.id and e.score is not null) < ${tx.number(numbers.EVALUATORS)} limit 1`,
  );
  return lacking.length === 0;
}
