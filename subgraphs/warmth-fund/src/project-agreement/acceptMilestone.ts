import {
  assertTransition,
  checkedOpenText,
  getForUpdate,
  isId,
  notFound,
  Refusal,
  refuseIf,
  rows,
  sql,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import { PROJECT_TRANSITIONS } from '../project/rules.ts';
import { type ProjectStatus, ServiceProject } from '../project/ServiceProject.ts';
import { getProject } from '../project/steps.ts';
import type { AcceptMilestoneInput } from '../schema.gen.ts';
import { Milestone } from './Milestone.ts';

const UNDER_WAY: readonly ProjectStatus[] = ['AGREEMENT_SIGNED', 'IN_PROGRESS', 'MIDTERM', 'FINAL_REPORT'];

/**
 * Accepts what a milestone promised; its instalment is due. The first acceptance puts the project IN_PROGRESS, that of the
 * last milestone accepts the project: it follows the final report, and all other milestones.
 */
export async function acceptMilestone(tx: Tx, input: AcceptMilestoneInput): Promise<{ milestone: Milestone }> {
  const { milestoneId: id } = input;
  const known = isId(id) ? await tx.db.findOneBy(Milestone, { id }) : null;
  if (!known) throw notFound('milestone', id);
  const project = await getProject(tx, 'acceptMilestone', known);
  const row = await getForUpdate(tx, Milestone, id, {
    what: 'milestone',
    visible: () => true,
    expectedVersion: input.expectedVersion,
  });
  if (row.status !== 'PENDING' || !UNDER_WAY.includes(project.status)) {
    throw new Refusal('INVALID_TRANSITION', `The milestone is ${row.status} in a project that is ${project.status}.`, {
      field: 'status',
    });
  }
  const next = await nextStatus(tx, row, project.status);
  const milestone = await updateRow(tx.db, Milestone, row, {
    status: 'ACCEPTED',
    acceptance: checkedOpenText(input.acceptance, 'acceptance', 2_000),
    acceptedBy: tx.viewer.personId as string,
    acceptedAt: tx.now,
  });
  await rows(
    tx.db,
    sql`update project_instalment set status = 'DUE', version = version + 1 where milestone_id = ${row.id} and status = 'PLANNED'`,
  );
  if (next !== project.status) await updateRow(tx.db, ServiceProject, project, { status: next });
  return { milestone };
}

/** What the project becomes by the acceptance of one of its milestones. */
async function nextStatus(tx: Tx, { id, projectId, seq }: Milestone, status: ProjectStatus): Promise<ProjectStatus> {
  const others = (await tx.db.findBy(Milestone, { projectId })).filter((other) => other.id !== id);
  const isLast = others.every((other) => other.seq < seq);
  if (!isLast) return status === 'AGREEMENT_SIGNED' ? 'IN_PROGRESS' : status;
  assertTransition(PROJECT_TRANSITIONS, 'project', status, 'ACCEPTED');
  refuseIf(
    others.some((other) => other.status !== 'ACCEPTED'),
    'VALIDATION_FAILED',
    'The last milestone accepts the whole project. Accept the others first.',
    { rule: 'S-22' },
  );
  return 'ACCEPTED';
}
