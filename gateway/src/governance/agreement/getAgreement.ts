import { civilDay, getForUpdate, isId, notFound, rows, sql, type Tx } from '@union-graph/subgraph';
import { type AgreementStatus, agreementStatusOn } from '../../agreements/rules.ts';
import { DataSharingAgreement } from './DataSharingAgreement.ts';
import { agreementScope } from './scope.ts';

/** The payload of a mutation that changes an agreement. */
export interface AgreementPayload {
  agreement: DataSharingAgreement;
}

interface ReadVersion {
  readonly agreementId: string;
  readonly expectedVersion: number;
}

/** Locks an agreement for a change; returns it with its status today. Throws `NOT_FOUND` or `VERSION_CONFLICT`. */
export async function getAgreement(
  tx: Tx,
  { agreementId, expectedVersion }: ReadVersion,
): Promise<{ agreement: DataSharingAgreement; status: AgreementStatus }> {
  const seen = isId(agreementId)
    ? await rows(
        tx.db,
        sql`select from data_sharing_agreement a where a.id = ${agreementId} and ${agreementScope(tx.viewer, 'a')}`,
      )
    : [];
  if (seen.length === 0) throw notFound('agreement', agreementId);
  const agreement = await getForUpdate(tx, DataSharingAgreement, agreementId, {
    what: 'agreement',
    visible: () => true,
    expectedVersion,
  });
  return { agreement, status: agreementStatusOn(agreement, civilDay(tx.now)) };
}
