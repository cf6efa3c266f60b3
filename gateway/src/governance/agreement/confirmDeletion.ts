import { checkedText, civilDay, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { lastDayOfReading } from '../../agreements/rules.ts';
import type { ConfirmDeletionInput } from '../schema.gen.ts';
import { DataSharingAgreement } from './DataSharingAgreement.ts';
import { type AgreementPayload, getAgreement } from './getAgreement.ts';
import { agreementPolicy } from './policy.ts';

const MAX_EVIDENCE = 300;

/**
 * Records that the partner has deleted the data that it read (PIPL art. 47), by its own program, or by the Social Work Department with evidence.
 * Possible only after the agreement has ended.
 */
export async function confirmDeletion(tx: Tx, input: ConfirmDeletionInput): Promise<AgreementPayload> {
  const { agreement, status } = await getAgreement(tx, input);
  agreementPolicy.authorise(tx.viewer, 'confirmDeletion', null);
  const hasEnded = lastDayOfReading(agreement, civilDay(tx.now)) !== null;
  refuseIf(!hasEnded, 'INVALID_TRANSITION', `The agreement is ${status}; deletion is confirmed when it has ended.`, {
    field: 'status',
  });
  const alreadyConfirmed = 'The deletion is confirmed already.';
  refuseIf(agreement.deletionConfirmedAt !== null, 'INVALID_TRANSITION', alreadyConfirmed, { field: 'status' });
  const deletionEvidence = checkedEvidence(tx, input);
  await replacePseudonymKey(tx, agreement);
  return {
    agreement: await updateRow(tx.db, DataSharingAgreement, agreement, {
      deletionConfirmedAt: tx.now,
      deletionConfirmedBy: tx.viewer.personId,
      deletionEvidence,
    }),
  };
}

/** The evidence of the deletion. Staff confirm what the partner has done, so they must name it (domain rule 4.3 no. 10). */
function checkedEvidence({ viewer }: Tx, { evidenceRef }: ConfirmDeletionInput): string | null {
  const hasEvidence = evidenceRef !== null && evidenceRef !== undefined;
  const onBehalf = `You confirm this on the partner's behalf. Name in "evidenceRef" the paper or file in which the partner reports the deletion.`;
  refuseIf(viewer.personId !== null && !hasEvidence, 'VALIDATION_FAILED', onBehalf, { rule: '4.3', field: 'evidenceRef' });
  return hasEvidence ? checkedText(evidenceRef, 'evidenceRef', MAX_EVIDENCE) : null;
}

/** Replaces the partner's pseudonym key unless another agreement is active: data that the partner kept cannot be linked to data that it reads later. */
async function replacePseudonymKey({ db, now }: Tx, { id, partyId }: DataSharingAgreement): Promise<void> {
  await db.query(
    `update pseudonym_key set secret = fresh_secret() where party_id = $1 and not exists (
       select from data_sharing_agreement a where a.party_id = $1 and a.id <> $2
         and a.status in ('SIGNED', 'SUSPENDED') and a.valid_to >= $3::date)`,
    [partyId, id, civilDay(now)],
  );
}
