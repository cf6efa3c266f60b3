import { refuseIf, type Tx } from '@union-graph/subgraph';
import { ArrayOverlap, IsNull, Not } from 'typeorm';
import { getWithMember } from '../member/getMember.ts';
import type { WithdrawConsentInput } from '../schema.gen.ts';
import { Consent } from './Consent.ts';
import { endConsent } from './endConsents.ts';
import { consentPolicy } from './policy.ts';

/**
 * Takes a consent back, and with it every other one to the same use of some of the same data: else the reading that the worker ends would go on by one of
 * those (from a merged record, an import, or one given for more). The other services hear of each by its event and stop reading (ORG-INV-8).
 */
export async function withdrawConsent(
  tx: Tx,
  { consentId, expectedVersion }: WithdrawConsentInput,
): Promise<{ consent: Consent; alsoTakenBack: Consent[] }> {
  const { row: consent, member } = await getWithMember(tx, Consent, consentId, { what: 'consent', expectedVersion });
  consentPolicy.authorise(tx.viewer, 'withdrawConsent', member);
  refuseIf(consent.withdrawnAt !== null, 'INVALID_TRANSITION', 'This consent was taken back before.', { field: 'consentId' });
  const others = await tx.db.find(Consent, {
    where: {
      id: Not(consent.id),
      memberId: consent.memberId,
      purpose: consent.purpose,
      scope: ArrayOverlap(consent.scope),
      withdrawnAt: IsNull(),
    },
    order: { id: 'asc' },
    lock: { mode: 'pessimistic_write' },
  });
  const alsoTakenBack: Consent[] = [];
  for (const other of others) alsoTakenBack.push(await endConsent(tx, other));
  return { consent: await endConsent(tx, consent), alsoTakenBack };
}
