import { hasRole } from '@union-graph/identity';
import { assertTransition, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import type { VerifyTaskInput } from '../schema.gen.ts';
import { getTask } from './getTask.ts';
import { TASK_TRANSITIONS } from './rules.ts';
import { TaskProject } from './TaskProject.ts';
import { TaskReport } from './TaskReport.ts';

/**
 * Confirms a completed task (domain rule 2.1.3: not by the reporter's unit). An auditor stands outside all units, and so
 * may verify what the city federation itself reported; who reported may never.
 */
export async function verifyTask(tx: Tx, input: VerifyTaskInput): Promise<{ task: TaskProject }> {
  const { task, matter } = await getTask(tx, 'verifyTask', input);
  assertTransition(TASK_TRANSITIONS, 'task', task.status, 'VERIFIED');
  const reports = await tx.db.findBy(TaskReport, { taskId: task.id });
  const isAuditor = hasRole(tx.viewer, 'AUDITOR');
  refuseIf(
    !isAuditor && matter.viewersUnion === null,
    'SEPARATION_OF_DUTIES',
    'By the register of the staff you work for no unit, so that nobody can tell whether it is the reporter’s. Ask another unit or an auditor.',
    { rule: '2.1.3' },
  );
  const ownUnit = !isAuditor && reports.some(({ unitId }) => unitId === matter.viewersUnion);
  refuseIf(
    ownUnit || reports.some(({ byId }) => byId === tx.viewer.personId),
    'SEPARATION_OF_DUTIES',
    'Whoever reported on a task does not verify it, nor does their unit. Ask another unit or an auditor.',
    { rule: '2.1.3' },
  );
  return {
    task: await updateRow(tx.db, TaskProject, task, {
      status: 'VERIFIED',
      verifiedAt: tx.now,
      verifiedById: tx.viewer.personId,
    }),
  };
}
