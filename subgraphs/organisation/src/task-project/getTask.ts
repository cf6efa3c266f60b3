import { civilDay, getForUpdate, rows, sql, type Tx } from '@union-graph/subgraph';
import { type TaskMatter, taskPolicy } from './policy.ts';
import { TaskProject } from './TaskProject.ts';

interface TaskInput {
  readonly taskId: string;
  readonly expectedVersion: number;
}

/** A task, locked for a change; tasks are public. `FORBIDDEN` when the verb is not the viewer's. */
export async function getTask(
  tx: Tx,
  verb: Parameters<typeof taskPolicy.authorise>[1],
  { taskId, expectedVersion }: TaskInput,
): Promise<{ task: TaskProject; matter: TaskMatter }> {
  const task = await getForUpdate(tx, TaskProject, taskId, { what: 'task', visible: () => true, expectedVersion });
  const matter = await matterOf(tx, task);
  taskPolicy.authorise(tx.viewer, verb, matter);
  return { task, matter };
}

async function matterOf({ db, viewer, now }: Tx, { id, leadUnionId, leadAgencyCode }: TaskProject): Promise<TaskMatter> {
  const assists = await rows<{ unionId: string }>(
    db,
    sql`select a.union_id as "unionId" from task_assist a where a.task_project_id = ${id} and a.union_id is not null`,
  );
  const [own] = await rows<{ unionId: string }>(
    db,
    sql`select s.union_id as "unionId" from staff_member s where s.id = ${viewer.personId}::uuid and s.status <> 'LEFT' and s.hired_at <= ${civilDay(now)}`,
  );
  return {
    unionIds: [...(leadUnionId ? [leadUnionId] : []), ...assists.map(({ unionId }) => unionId)],
    ledByAgency: leadAgencyCode !== null,
    viewersUnion: own?.unionId ?? null,
  };
}
