import { checkedName, civilDay, insertRow, newId, refuseIf, type Tx } from '@union-graph/subgraph';
import { readUnit, readUnits } from '../external-agency/units.ts';
import { Plan } from '../plan/Plan.ts';
import type { CreateTaskProjectInput } from '../schema.gen.ts';
import { taskPolicy } from './policy.ts';
import { TaskProject } from './TaskProject.ts';

/** Starts a task of a plan with one lead and any assisting units (S-07). */
export async function createTaskProject(tx: Tx, input: CreateTaskProjectInput): Promise<{ task: TaskProject }> {
  taskPolicy.authorise(tx.viewer, 'createTaskProject', { unionIds: [], ledByAgency: false, viewersUnion: null });
  const nameZh = checkedName(input.nameZh, 'nameZh');
  refuseIf(input.seq < 1, 'BAD_USER_INPUT', `A number is 1 or more; got ${input.seq}.`, { field: 'seq' });
  refuseIf(input.dueAt < civilDay(tx.now), 'BAD_USER_INPUT', `The day ${input.dueAt} is over.`, { field: 'dueAt' });
  await refuseAfterPlan(tx, input);
  const lead = await readUnit(tx, input.lead, 'lead');
  const [, ...assists] = await readUnits(tx, [input.lead, ...(input.assists ?? [])], 'assists');
  const task = await insertRow(tx.db, TaskProject, {
    id: newId(),
    planCode: input.planCode,
    seq: input.seq,
    nameZh,
    leadUnionId: lead.unionId,
    leadAgencyCode: lead.agencyCode,
    dueAt: input.dueAt,
    status: 'PLANNED',
    progressBp: 0,
    verifiedAt: null,
    verifiedById: null,
    isPlaceholder: false,
    version: 1,
  });
  for (const [place, { unionId, agencyCode }] of assists.entries()) {
    await tx.db.query('insert into task_assist (task_project_id, place, union_id, agency_code) values ($1, $2, $3, $4)', [
      task.id,
      place,
      unionId,
      agencyCode,
    ]);
  }
  await tx.db.query('insert into task_indicator (task_project_id, indicator_code) select $1, unnest($2::text[])', [
    task.id,
    [...new Set(input.indicatorCodes ?? [])],
  ]);
  return { task };
}

/** A task is due while its plan runs. An unknown plan is refused by the foreign key. */
async function refuseAfterPlan({ db }: Tx, { planCode, dueAt }: CreateTaskProjectInput): Promise<void> {
  const plan = await db.findOneBy(Plan, { code: planCode });
  const told = `The plan ends with ${plan?.to}; a task of it is not due on ${dueAt}.`;
  refuseIf(plan !== null && dueAt > `${plan.to}-12-31`, 'VALIDATION_FAILED', told, { rule: 'S-07', field: 'dueAt' });
}
