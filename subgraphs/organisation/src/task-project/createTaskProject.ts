import { checkedName, checkedNumber, civilDay, insertRow, newId, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import { readUnit, readUnits } from '../external-agency/units.ts';
import type { CreateTaskProjectInput } from '../schema.gen.ts';
import { taskPolicy } from './policy.ts';
import { refuseOutsidePlan } from './refusals.ts';
import { TaskProject } from './TaskProject.ts';

/** No plan is split into more tasks. */
const MOST_TASKS = 999;

/** Starts a task of a plan with one lead and any assisting units (S-07). */
export async function createTaskProject(tx: Tx, input: CreateTaskProjectInput): Promise<{ task: TaskProject }> {
  taskPolicy.authorise(tx.viewer, 'createTaskProject', { unionIds: [], ledByAgency: false, viewersUnion: null });
  const nameZh = checkedName(input.nameZh, 'nameZh');
  checkedNumber(input.seq, 'seq', [1, MOST_TASKS]);
  refuseIf(input.dueAt < civilDay(tx.now), 'BAD_USER_INPUT', `The day ${input.dueAt} is over.`, { field: 'dueAt' });
  await refuseOutsidePlan(tx, input.planCode, input.dueAt, { rule: 'S-07', field: 'dueAt' });
  await refuseOtherIndicators(tx, input);
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

/** A task is measured by indicators of its own plan. What is unknown is refused by the foreign keys. */
async function refuseOtherIndicators({ db }: Tx, { planCode, indicatorCodes }: CreateTaskProjectInput): Promise<void> {
  const [other] = await rows<{ code: string; planCode: string }>(
    db,
    sql`select i.code, i.plan_code as "planCode" from plan_indicator i where i.code = any(${indicatorCodes ?? []}) and i.plan_code <> ${planCode}
      and exists (select from plan p where p.code = ${planCode})
    order by i.code limit 1`,
  );
  const told = `"${other?.code}" is an indicator of the plan "${other?.planCode}".`;
  refuseIf(other !== undefined, 'VALIDATION_FAILED', told, { rule: 'S-07', field: 'indicatorCodes' });
}
