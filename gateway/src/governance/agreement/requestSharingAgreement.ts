import { checkedOpenText, insertRow, newId, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import { checkedCoordinates, checkedPurposes } from '../../agreements/rules.ts';
import type { Catalogue } from '../../supergraph/reading/catalogue.ts';
import { numbers } from '../rule/numbers.ts';
import type { RequestSharingAgreementInput } from '../schema.gen.ts';
import { ownClient } from './partnerClients.ts';
import { SharingAgreementRequest } from './SharingAgreementRequest.ts';

/** Requests an agreement (domain rule 2.7). Only the partner's own program may do so. Refuses fields that the agreement's kind may not list. */
export async function requestSharingAgreement(
  tx: Tx,
  input: RequestSharingAgreementInput,
  catalogue: Catalogue,
): Promise<{ request: SharingAgreementRequest }> {
  const { clientId, partyId } = await ownClient(tx, 'requestSharingAgreement');
  const purposes = checkedPurposes(input);
  const coordinates = checkedCoordinates(catalogue, input).map(({ coordinate }) => coordinate);
  const note = checkedOpenText(input.note, 'note', 2_000);
  const open = await rows(tx.db, sql`select from agreement_request where client_id = ${clientId} and status = 'OPEN'`);
  const tooMany = `${open.length} requests of yours are open. Wait until one of them is answered.`;
  refuseIf(open.length >= tx.number(numbers.OPEN_REQUESTS), 'QUOTA_EXCEEDED', tooMany, { rule: '2.7' });
  const request = await insertRow(tx.db, SharingAgreementRequest, {
    id: newId(),
    partyId,
    clientId,
    kind: input.kind,
    purposes,
    coordinates,
    note,
    status: 'OPEN',
    agreementId: null,
    reason: null,
    requestedAt: tx.now,
    version: 1,
  });
  return { request };
}
