import {
  assertTransition,
  checkedOpenText,
  getForUpdate,
  insertRow,
  newId,
  Refusal,
  refuseIf,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import type { RecordResolutionInput } from '../schema.gen.ts';
import { refuseOutsidePlan } from '../task-project/refusals.ts';
import { isTaskOpen, TASK_TRANSITIONS } from '../task-project/rules.ts';
import { TaskProject } from '../task-project/TaskProject.ts';
import { JointConference } from './JointConference.ts';
import { conferencePolicy } from './policy.ts';
import { Resolution } from './Resolution.ts';

const LONGEST_RESOLUTION = 4_000;

/** Enters a resolution and does to the task what it says: a new due day, or its end (S-08, domain rule 2.1.3). */
export async function recordResolution(
  tx: Tx,
  input: RecordResolutionInput,
): Promise<{ resolution: Resolution; conference: JointConference }> {
  conferencePolicy.authorise(tx.viewer, 'recordResolution', null);
  const conference = await getForUpdate(tx, JointConference, input.conferenceId, {
    what: 'joint conference',
    visible: () => true,
    expectedVersion: input.expectedVersion,
  });
  const text = checkedOpenText(input.text, 'text', LONGEST_RESOLUTION);
  await changeTask(tx, conference, input);
  const resolution = await insertRow(tx.db, Resolution, {
    id: newId(),
    conferenceId: conference.id,
    seq: (await tx.db.countBy(Resolution, { conferenceId: conference.id })) + 1,
    text,
    heldAt: conference.heldAt,
    taskId: input.taskId ?? null,
    newDueAt: input.newDueAt ?? null,
    cancelsTask: input.cancelTask ?? false,
  });
  return { resolution, conference: await updateRow(tx.db, JointConference, conference, {}) };
}

async function changeTask(
  tx: Tx,
  { heldAt }: JointConference,
  { taskId, newDueAt, cancelTask }: RecordResolutionInput,
): Promise<void> {
  const moves = newDueAt != null;
  refuseIf(moves && cancelTask === true, 'BAD_USER_INPUT', 'A task is put off or given up, not both.', { field: 'cancelTask' });
  if (taskId == null) {
    if (!moves && !cancelTask) return;
    throw new Refusal('BAD_USER_INPUT', 'Name the task that the resolution changes.', { field: 'taskId' });
  }
  const task = await getForUpdate(tx, TaskProject, taskId, { what: 'task', visible: () => true });
  if (cancelTask) {
    assertTransition(TASK_TRANSITIONS, 'task', task.status, 'CANCELLED');
    await updateRow(tx.db, TaskProject, task, { status: 'CANCELLED' });
  }
  if (!moves) return;
  refuseIf(!isTaskOpen(task.status), 'INVALID_TRANSITION', `The task is ${task.status}; its due day no longer matters.`, {
    field: 'status',
  });
  refuseIf(newDueAt < heldAt, 'VALIDATION_FAILED', `The meeting of ${heldAt} cannot set a day before itself.`, {
    rule: 'S-08',
    field: 'newDueAt',
  });
  await refuseOutsidePlan(tx, task.planCode, newDueAt, { rule: 'S-08', field: 'newDueAt' });
  await updateRow(tx.db, TaskProject, task, { dueAt: newDueAt });
}
