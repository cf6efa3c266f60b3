import { addDays, civilDay, startOfDay, type Tx } from '@union-graph/subgraph';
import { DataSharingAgreement } from './DataSharingAgreement.ts';
import { deletionDueOn } from './rules.ts';

const TASK = 'checkDeletion';

/** Looks at an agreement again when the days in which its partner must confirm deletion are over; `lastDay` is the last one of reading. */
export const checkDeletionAfter = (tx: Tx, agreementId: string, lastDay: string): Promise<void> => {
  const day = addDays(lastDay, DAYS_AFTER);
  return tx.schedule(TASK, { agreementId }, { at: startOfDay(day), jobKey: `deletion ${agreementId}` });
};

/** The day after the thirtieth. */
const DAYS_AFTER = 31;

/**
 * Tells, once the days are over, that a partner has not confirmed the deletion of what it read (domain rule 4.3 no. 10): the city's
 * contact with it is suspended then.
 */
export async function checkDeletion(tx: Tx, { agreementId }: Record<string, unknown>): Promise<void> {
  const agreement = await tx.db.findOneBy(DataSharingAgreement, { id: String(agreementId) });
  if (!agreement || agreement.deletionConfirmedAt !== null) return;
  const today = civilDay(tx.now);
  const due = deletionDueOn(agreement, today);
  if (due === null || today <= due) return;
  await tx.publish({
    type: 'agreement.deletionOverdue',
    aggregateId: agreement.id,
    aggregateVersion: agreement.version,
    data: { partyId: agreement.partyId, dueOn: due },
  });
}

export const agreementTasks = { [TASK]: checkDeletion };
