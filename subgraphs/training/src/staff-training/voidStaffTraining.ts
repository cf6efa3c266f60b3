import { staffTrainingVoided } from '@union-graph/events';
import { checkedText, insertRow, isId, notFound, Refusal, type Tx } from '@union-graph/subgraph';
import { actingPerson } from '../member/scope.ts';
import type { VoidStaffTrainingInput } from '../schema.gen.ts';
import { seesTraining, staffTrainingPolicy } from './policy.ts';
import { StaffTrainingRecord } from './StaffTrainingRecord.ts';
import { StaffTrainingVoid } from './StaffTrainingVoid.ts';
import { hoursOf, TrainingCompliance } from './TrainingCompliance.ts';

/** Declares a wrong record void and takes its hours from the sums of its year. What is right is recorded anew (S-31). */
export async function voidStaffTraining(tx: Tx, input: VoidStaffTrainingInput): Promise<{ record: StaffTrainingRecord }> {
  const { recordId } = input;
  const record = isId(recordId) ? await tx.db.findOneBy(StaffTrainingRecord, { id: recordId }) : null;
  if (!record) throw notFound('record of training', recordId);
  const { staffId, provider, hours, date } = record;
  const year = await tx.db.findOneOrFail(TrainingCompliance, {
    where: { staffId, year: Number(date.slice(0, 4)) },
    lock: { mode: 'pessimistic_write' },
  });
  if (!seesTraining(tx.viewer, year)) throw notFound('record of training', recordId);
  staffTrainingPolicy.authorise(tx.viewer, provider, year);
  if (await tx.db.existsBy(StaffTrainingVoid, { recordId }))
    throw new Refusal('INVALID_TRANSITION', 'The record was declared void before.', { field: 'recordId' });
  await insertRow(tx.db, StaffTrainingVoid, {
    recordId: record.id,
    reason: checkedText(input.reason, 'reason', 200, 2),
    voidedBy: actingPerson(tx.viewer),
    voidedAt: tx.now,
  });
  await tx.db.decrement(TrainingCompliance, { staffId, year: year.year }, hoursOf(provider), hours);
  const data = { staffId, provider, hours, year: year.year, scopePath: year.scopePath };
  await tx.publish(staffTrainingVoided, { id: record.id, version: 2 }, data);
  return { record };
}
