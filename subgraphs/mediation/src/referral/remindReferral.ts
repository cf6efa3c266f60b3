import { referralReminded } from '@union-graph/events';
import { civilDay, insertRow, isId, lastDayOf, startOfDay, type Tx } from '@union-graph/subgraph';
import { MediationCase } from '../case/MediationCase.ts';
import { numbers } from '../rule/numbers.ts';
import { Referral } from './Referral.ts';
import { ReferralReminder } from './ReferralReminder.ts';
import { isOverdue } from './rules.ts';

/** The task that reminds a party of a referral. */
export const REMIND_REFERRAL = 'remind_referral';

/**
 * The task {@link REMIND_REFERRAL}: reminds a party that has not taken note of a referral in time, once a day at most, and again every
 * `REFERRAL_REMINDER_WORKING_DAYS` until it does. One of a case that was taken back needs no reminder.
 */
export async function remindReferral(tx: Tx, { referralId }: Record<string, unknown>): Promise<void> {
  const id = String(referralId);
  const row = isId(id) ? await tx.db.findOne(Referral, { where: { id }, lock: { mode: 'pessimistic_write' } }) : null;
  const today = civilDay(tx.now);
  if (!row || !isOverdue(row, today)) return;
  const { status, scopePath } = await tx.db.findOneByOrFail(MediationCase, { id: row.caseId });
  if (status === 'WITHDRAWN') return;
  const [last] = await tx.db.find(ReferralReminder, { where: { referralId: id }, order: { number: 'desc' }, take: 1 });
  if (last && last.remindedOn >= today) return;
  const number = (last?.number ?? 0) + 1;
  await insertRow(tx.db, ReferralReminder, { referralId: id, number, remindedOn: today });
  const { caseId, fromParty: from, toParty: to, ackDueOn } = row;
  await tx.publish(referralReminded, { id, version: row.version }, { caseId, from, to, ackDueOn, scopePath, number });
  const next = await lastDayOf(tx.db, today, { workingDays: tx.number(numbers.REFERRAL_REMINDER_WORKING_DAYS) });
  await tx.schedule(REMIND_REFERRAL, { referralId: id }, { at: startOfDay(next), jobKey: `referral ${id}` });
}
