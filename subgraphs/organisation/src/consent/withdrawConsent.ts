import { consentWithdrawn } from '@union-graph/events';
import { refuseIf, type Tx, tellConsent, updateRow } from '@union-graph/subgraph';
import { getWithMember } from '../member/getMember.ts';
import type { WithdrawConsentInput } from '../schema.gen.ts';
import { Consent } from './Consent.ts';
import { consentPolicy } from './policy.ts';

/** Takes a consent back. The other services hear of it by the event and stop reading (ORG-INV-8). */
export async function withdrawConsent(
  tx: Tx,
  { consentId, expectedVersion }: WithdrawConsentInput,
): Promise<{ consent: Consent }> {
  const { row: consent, member } = await getWithMember(tx, Consent, consentId, { what: 'consent', expectedVersion });
  consentPolicy.authorise(tx.viewer, 'withdrawConsent', member);
  refuseIf(consent.withdrawnAt !== null, 'INVALID_TRANSITION', 'This consent was taken back before.', { field: 'consentId' });
  const withdrawn = await updateRow(tx.db, Consent, consent, { withdrawnAt: tx.now });
  await tellConsent(tx, consentWithdrawn, withdrawn);
  return { consent: withdrawn };
}
