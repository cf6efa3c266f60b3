import { checkedOpenText, type Tx, updateRow } from '@union-graph/subgraph';
import { MAX_REASON } from '../reason.ts';
import type { DeclineSharingRequestInput } from '../schema.gen.ts';
import { getOpenRequest } from './agreementRequests.ts';
import { agreementPolicy } from './policy.ts';
import { SharingAgreementRequest } from './SharingAgreementRequest.ts';

/** Declines a request with a reason. Only the Social Work Department may do so. */
export async function declineSharingRequest(
  tx: Tx,
  input: DeclineSharingRequestInput,
): Promise<{ request: SharingAgreementRequest }> {
  agreementPolicy.authorise(tx.viewer, 'declineSharingRequest', null);
  const request = await getOpenRequest(tx, input.requestId, input.expectedVersion);
  const reason = checkedOpenText(input.reason, 'reason', MAX_REASON);
  return { request: await updateRow(tx.db, SharingAgreementRequest, request, { status: 'DECLINED', reason }) };
}
