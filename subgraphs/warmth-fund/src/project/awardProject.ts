import {
  assertTransition,
  civilDay,
  notFound,
  Refusal,
  refuseIf,
  requireIds,
  rows,
  sql,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import { Budget } from '../budget/Budget.ts';
import { moveBudget } from '../budget/moveBudget.ts';
import { checkedAmount } from '../ledger/rules.ts';
import { ProjectApplication } from '../project-application/ProjectApplication.ts';
import { numbers } from '../rule/numbers.ts';
import type { AwardProjectInput } from '../schema.gen.ts';
import { PROJECT_TRANSITIONS } from './rules.ts';
import { ServiceProject } from './ServiceProject.ts';
import { checkHadNoPart, getProject } from './steps.ts';

/**
 * Gives a project to one applicant, or to none. The award is committed in the year's budget of the fund (FND-INV-8):
 * more than the call offers, or than the budget still has, is refused with `BUDGET_EXCEEDED`. Who entered or evaluated an application
 * of the project decides nothing: `SEPARATION_OF_DUTIES`.
 */
export async function awardProject(tx: Tx, input: AwardProjectInput): Promise<{ project: ServiceProject }> {
  const project = await getProject(tx, 'awardProject', input);
  await checkHadNoPart(tx, project.id);
  const decidedBy = tx.viewer.personId;
  requireIds({ applicationId: input.applicationId });
  if (input.applicationId == null) {
    assertTransition(PROJECT_TRANSITIONS, 'project', project.status, 'REJECTED');
    return { project: await updateRow(tx.db, ServiceProject, project, { status: 'REJECTED', decidedBy }) };
  }
  refuseIf(
    project.status === 'APPLIED',
    'THRESHOLD_NOT_MET',
    `An application does not have ${tx.number(numbers.EVALUATORS)} evaluators without a conflict yet. Have it evaluated first.`,
    { rule: 'S-22' },
  );
  assertTransition(PROJECT_TRANSITIONS, 'project', project.status, 'AWARDED');
  const application = await getApplication(tx, project.id, input.applicationId);
  const awardedFen = checkedAmount(input.awardedFen ?? application.requestedFen, 'awardedFen');
  refuseIf(
    awardedFen > project.budgetFen,
    'BUDGET_EXCEEDED',
    `The call offers ${project.budgetFen} fen at most; the award would be ${awardedFen}.`,
    { rule: 'FND-INV-8', field: 'awardedFen' },
  );
  refuseIf(
    awardedFen > application.requestedFen,
    'VALIDATION_FAILED',
    `The application asks for ${application.requestedFen} fen, and no more is given; got ${awardedFen}.`,
    { rule: 'S-22', field: 'awardedFen' },
  );
  const budgetId = await commitAward(tx, project.fundId, awardedFen);
  await choose(tx, application);
  const change = { status: 'AWARDED', ngoId: application.ngoId, budgetId, budgetFen: awardedFen, decidedBy } as const;
  return { project: await updateRow(tx.db, ServiceProject, project, change) };
}

async function getApplication(tx: Tx, projectId: string, id: string): Promise<ProjectApplication> {
  const applications = await tx.db.findBy(ProjectApplication, { projectId });
  const application = applications.find((known) => known.id === id.toLowerCase());
  if (!application) throw notFound('application', id);
  return application;
}

/** Commits the award in the budget for projects of the year in which it is given. */
async function commitAward(tx: Tx, fundId: string, awardedFen: bigint): Promise<string> {
  const year = Number(civilDay(tx.now).slice(0, 4));
  const budget = await tx.db.findOneBy(Budget, { fundId, year, category: 'PROJECTS' });
  if (!budget)
    throw new Refusal('BUDGET_EXCEEDED', `The fund has no budget for projects in ${year}. Allocate one first.`, {
      rule: 'FND-INV-8',
    });
  await moveBudget(tx, budget.id, { committedFen: awardedFen });
  return budget.id;
}

/** The applicant and its partners become the project's organisations; the other applications are not chosen. */
async function choose(tx: Tx, { id, projectId, ngoId }: ProjectApplication): Promise<void> {
  await rows(
    tx.db,
    sql`
    update project_application set version = version + 1, status = case when id = ${id} then 'CHOSEN' else 'NOT_CHOSEN' end
      where project_id = ${projectId}`,
  );
  await rows(
    tx.db,
    sql`
    insert into project_organisation (project_id, organisation_id)
      select ${projectId}::uuid, ${ngoId}::uuid
      union select ${projectId}::uuid, organisation_id from project_application_partner where application_id = ${id}`,
  );
}
