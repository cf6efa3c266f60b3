import { deletionOverdue } from '@union-graph/events';
import { addDays, civilDay, lastDayOf, startOfDay, type Tx } from '@union-graph/subgraph';
import { lastDayOfReading } from '../../agreements/rules.ts';
import { numbers } from '../rule/numbers.ts';
import { DataSharingAgreement } from './DataSharingAgreement.ts';

const TASK = 'checkDeletion';

/** The last day on which a partner may confirm the deletion (domain rule 4.3 no. 10). `lastDay` is the last day on which it could read. */
const lastDayToConfirm = (tx: Tx, lastDay: string): Promise<string> =>
  lastDayOf(tx.db, lastDay, { days: tx.number(numbers.DELETION_DAYS, lastDay) });

/** Schedules {@link checkDeletion} for the day after the deadline of the partner's confirmation. `lastDay` is the last day of reading. */
export async function checkDeletionAfter(tx: Tx, agreementId: string, lastDay: string): Promise<void> {
  const day = addDays(await lastDayToConfirm(tx, lastDay), 1);
  await tx.schedule(TASK, { agreementId }, { at: startOfDay(day), jobKey: `deletion ${agreementId}` });
}

/**
 * Publishes an event when a partner has not confirmed the deletion of its data by the deadline (domain rule 4.3 no. 10). The city's contact with
 * it is then suspended.
 */
export async function checkDeletion(tx: Tx, { agreementId }: Record<string, unknown>): Promise<void> {
  const agreement = await tx.db.findOneBy(DataSharingAgreement, { id: String(agreementId) });
  if (!agreement || agreement.deletionConfirmedAt !== null) return;
  const today = civilDay(tx.now);
  const lastDay = lastDayOfReading(agreement, today);
  if (lastDay === null) return;
  const due = await lastDayToConfirm(tx, lastDay);
  if (today <= due) return;
  await tx.publish(deletionOverdue, agreement, { partyId: agreement.partyId, dueOn: due });
}

export const agreementTasks = { [TASK]: checkDeletion };
