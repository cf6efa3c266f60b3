import { checkedPersonName, civilDay, Refusal, refuseIf, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import type { SignSharingAgreementInput } from '../schema.gen.ts';
import { DataSharingAgreement } from './DataSharingAgreement.ts';
import { checkDeletionAfter } from './deletion.ts';
import { getAgreement } from './getAgreement.ts';
import { agreementPolicy } from './policy.ts';
import { findRival } from './queries.ts';
import { Signature } from './Signature.ts';

/**
 * Signs for one side (domain rule 2.7). A person of the Social Work Department signs for the federation; the program of the agreement signs for the partner,
 * with its own credential. The second signature makes the agreement signed, and active from its first day.
 */
export async function signSharingAgreement(
  tx: Tx,
  input: SignSharingAgreementInput,
): Promise<{ agreement: DataSharingAgreement }> {
  const { agreement, status } = await getAgreement(tx, input);
  agreementPolicy.authorise(tx.viewer, 'signSharingAgreement', null);
  refuseUnlessOwnSide(tx, agreement, input.side);
  const message = `The agreement is ${status}; both sides sign what the privacy officer has approved.`;
  refuseIf(status !== 'UNDER_REVIEW' || agreement.approvedBy === null, 'INVALID_TRANSITION', message, { field: 'status' });
  const overMessage = `The last day of this agreement, ${agreement.validTo}, is over.`;
  refuseIf(agreement.validTo < civilDay(tx.now), 'DEADLINE_PASSED', overMessage, { field: 'validTo' });
  const { id: agreementId } = agreement;
  await tx.db.insert(Signature, {
    agreementId,
    side: input.side,
    signatory: checkedPersonName(input.signatory, 'signatory'),
    recordedBy: tx.viewer.personId,
    clientId: input.side === 'PARTNER' ? agreement.clientId : null,
    at: tx.now,
  });
  const signed = await rows(tx.db, sql`select from signature where agreement_id = ${agreementId}`);
  if (signed.length < 2) return { agreement: await updateRow(tx.db, DataSharingAgreement, agreement, {}) };
  const rival = await findRival(tx, agreement);
  const isPartner = tx.viewer.personId === null;
  const whoRevokes = isPartner ? 'Ask the Social Work Department to revoke that one first.' : 'Revoke that one first.';
  const rivalMessage = `The client "${agreement.clientId}" has the agreement "${rival}" for the same purpose and time. ${whoRevokes}`;
  refuseIf(rival !== undefined, 'DUPLICATE', rivalMessage, { rule: '4.4', field: 'purposes' });
  await checkDeletionAfter(tx, agreementId, agreement.validTo);
  return { agreement: await updateRow(tx.db, DataSharingAgreement, agreement, { status: 'SIGNED' }) };
}

/** Refuses a signature for the other side. */
function refuseUnlessOwnSide({ viewer }: Tx, { clientId }: DataSharingAgreement, side: Signature['side']): void {
  const isOwn = side === 'FEDERATION' ? viewer.personId !== null : viewer.kind === 'client' && viewer.clientId === clientId;
  if (isOwn) return;
  throw new Refusal(
    'SEPARATION_OF_DUTIES',
    side === 'PARTNER'
      ? `The partner signs for itself, by its program "${clientId}" with its own credential. Ask it to sign.`
      : 'The federation signs for itself, by a person of its Social Work Department. Sign for the side "PARTNER".',
    { rule: '2.7', field: 'side' },
  );
}
