import { consentWithdrawn } from '@union-graph/events';
import { type Tx, tellConsent, updateRow } from '@union-graph/subgraph';
import { IsNull } from 'typeorm';
import { Consent } from './Consent.ts';

/**
 * Ends what somebody who has died had consented to, as if they took it back: a consent is a person's own, can be taken back at any time (PIPL art. 15), and nobody
 * could any more. The record is locked, so that none is given meanwhile.
 */
export async function endConsentsOfDead(tx: Tx, memberId: string): Promise<void> {
  const standing = await tx.db.find(Consent, {
    where: { memberId, withdrawnAt: IsNull() },
    order: { id: 'asc' },
    lock: { mode: 'pessimistic_write' },
  });
  for (const consent of standing) await endConsent(tx, consent);
}

/** Ends one consent and tells the other services. */
export async function endConsent(tx: Tx, consent: Consent): Promise<Consent> {
  const withdrawn = await updateRow(tx.db, Consent, consent, { withdrawnAt: tx.now });
  await tellConsent(tx, consentWithdrawn, withdrawn);
  return withdrawn;
}
