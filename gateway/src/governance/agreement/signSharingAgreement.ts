import { refuseIf, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import type { SignSharingAgreementInput } from '../schema.gen.ts';
import { DataSharingAgreement } from './DataSharingAgreement.ts';
import { checkDeletionAfter } from './deletion.ts';
import { getAgreement } from './getAgreement.ts';
import { agreementPolicy } from './policy.ts';
import { findRival } from './queries.ts';
import { Signature } from './Signature.ts';

/** Records a signature. With the second one the agreement is signed, and live from its first day. */
export async function signSharingAgreement(
  tx: Tx,
  input: SignSharingAgreementInput,
): Promise<{ agreement: DataSharingAgreement }> {
  const { agreement, status } = await getAgreement(tx, input);
  agreementPolicy.authorise(tx.viewer, 'signSharingAgreement', null);
  const told = `The agreement is ${status}; both sides sign what the privacy officer has approved.`;
  refuseIf(status !== 'UNDER_REVIEW' || agreement.approvedBy === null, 'INVALID_TRANSITION', told, { field: 'status' });
  const signatory = input.signatory.trim();
  refuseIf(signatory === '', 'BAD_USER_INPUT', 'Name the person who signed.', { field: 'signatory' });
  const { id: agreementId } = agreement;
  await tx.db.insert(Signature, {
    agreementId,
    side: input.side,
    signatory,
    recordedBy: tx.viewer.personId as string,
    at: tx.now,
  });
  const signed = await rows(tx.db, sql`select from signature where agreement_id = ${agreementId}`);
  if (signed.length < 2) return { agreement: await updateRow(tx.db, DataSharingAgreement, agreement, {}) };
  const rival = await findRival(tx, agreement);
  const rivalTold = `The client "${agreement.clientId}" has the agreement "${rival}" for the same purpose and time. Revoke that one first.`;
  refuseIf(rival !== undefined, 'DUPLICATE', rivalTold, { rule: '4.4', field: 'purposes' });
  await checkDeletionAfter(tx, agreementId, agreement.validTo);
  return { agreement: await updateRow(tx.db, DataSharingAgreement, agreement, { status: 'SIGNED' }) };
}
