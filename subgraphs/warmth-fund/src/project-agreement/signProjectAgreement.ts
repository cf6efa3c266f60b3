import { assertTransition, civilDay, insertRow, newId, refuseIf, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { PROJECT_TRANSITIONS } from '../project/rules.ts';
import { ServiceProject } from '../project/ServiceProject.ts';
import { getProject } from '../project/steps.ts';
import type { SignProjectAgreementInput } from '../schema.gen.ts';
import { Milestone } from './Milestone.ts';
import { ProjectAgreement } from './ProjectAgreement.ts';
import { ProjectInstalment } from './ProjectInstalment.ts';
import { checkTerms } from './rules.ts';

/**
 * Records the agreement that every organisation of the project has signed, with its milestones and the instalment of each
 * (FND-INV-8, also held by the deferred trigger `project_agreement_sum`).
 */
export async function signProjectAgreement(tx: Tx, input: SignProjectAgreementInput): Promise<{ agreement: ProjectAgreement }> {
  const project = await getProject(tx, 'signProjectAgreement', input);
  assertTransition(PROJECT_TRANSITIONS, 'project', project.status, 'AGREEMENT_SIGNED');
  checkTerms(input, { budgetFen: project.budgetFen, today: civilDay(tx.now) });
  await checkSigned(tx, project.id, input.signedByIds);
  const agreement = await insertRow(tx.db, ProjectAgreement, {
    id: newId(),
    projectId: project.id,
    signedAt: civilDay(tx.now),
    from: input.from,
    to: input.to,
    totalFen: input.totalFen,
  });
  for (const [at, { title, dueAt, instalmentFen }] of input.milestones.entries()) {
    const milestone = await insertRow(tx.db, Milestone, {
      id: newId(),
      projectId: project.id,
      seq: at + 1,
      title: title.trim(),
      dueAt,
      status: 'PENDING',
      acceptance: null,
      acceptedBy: null,
      acceptedAt: null,
      version: 1,
    });
    if (instalmentFen) {
      await insertRow(tx.db, ProjectInstalment, {
        id: newId(),
        agreementId: agreement.id,
        projectId: project.id,
        milestoneId: milestone.id,
        amountFen: instalmentFen,
        status: 'PLANNED',
        version: 1,
      });
    }
  }
  await updateRow(tx.db, ServiceProject, project, { status: 'AGREEMENT_SIGNED', runsFrom: input.from, runsTo: input.to });
  return { agreement };
}

async function checkSigned(tx: Tx, projectId: string, signedByIds: readonly string[]): Promise<void> {
  const found = await rows<{ id: string }>(
    tx.db,
    sql`select organisation_id as id from project_organisation where project_id = ${projectId} order by organisation_id`,
  );
  const signed = [...new Set(signedByIds.map((id) => id.toLowerCase()))].sort();
  refuseIf(
    signed.join() !== found.map(({ id }) => id).join(),
    'VALIDATION_FAILED',
    'Exactly the organisations that the project was awarded to sign its agreement, each of them.',
    { rule: 'S-23', field: 'signedByIds' },
  );
}
