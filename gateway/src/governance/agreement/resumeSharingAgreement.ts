import { refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import type { ResumeSharingAgreementInput } from '../schema.gen.ts';
import { DataSharingAgreement } from './DataSharingAgreement.ts';
import { type AgreementPayload, getAgreement } from './getAgreement.ts';
import { agreementPolicy } from './policy.ts';

/** Resumes a suspended agreement. */
export async function resumeSharingAgreement(tx: Tx, input: ResumeSharingAgreementInput): Promise<AgreementPayload> {
  const { agreement, status } = await getAgreement(tx, input);
  agreementPolicy.authorise(tx.viewer, 'resumeSharingAgreement', null);
  refuseIf(status !== 'SUSPENDED', 'INVALID_TRANSITION', `The agreement is ${status}, not suspended.`, { field: 'status' });
  const resumed = { status: 'SIGNED', reason: null, suspendedOn: null } as const;
  return { agreement: await updateRow(tx.db, DataSharingAgreement, agreement, resumed) };
}
