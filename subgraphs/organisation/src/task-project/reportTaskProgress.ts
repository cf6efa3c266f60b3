import {
  assertTransition,
  checkedNumber,
  checkedOpenText,
  civilDay,
  insertRow,
  newId,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import { WHOLE_BP } from '../plan/rules.ts';
import type { ReportTaskProgressInput } from '../schema.gen.ts';
import { getTask } from './getTask.ts';
import { reportedStatus, TASK_TRANSITIONS } from './rules.ts';
import { TaskProject } from './TaskProject.ts';
import { TaskReport } from './TaskReport.ts';

const LONGEST_REPORT = 4_000;

/** Writes a report down, and what it makes of the task (domain rule 2.1.3). A task that nobody began is begun by it. */
export async function reportTaskProgress(tx: Tx, input: ReportTaskProgressInput): Promise<{ task: TaskProject }> {
  const { task, matter } = await getTask(tx, 'reportTaskProgress', input);
  const progressBp = checkedNumber(input.progressBp, 'progressBp', [0, WHOLE_BP]);
  const text = checkedOpenText(input.text, 'text', LONGEST_REPORT);
  const status = reportedStatus(progressBp, input.delayed ?? false);
  const begun = task.status === 'PLANNED' ? 'IN_PROGRESS' : task.status;
  if (begun !== status || !['IN_PROGRESS', 'DELAYED'].includes(begun)) assertTransition(TASK_TRANSITIONS, 'task', begun, status);
  await insertRow(tx.db, TaskReport, {
    id: newId(),
    taskId: task.id,
    reportedAt: tx.now,
    at: civilDay(tx.now),
    progressBp,
    text,
    byId: tx.viewer.personId as string,
    unitId: matter.viewersUnion as string,
  });
  return { task: await updateRow(tx.db, TaskProject, task, { status, progressBp }) };
}
