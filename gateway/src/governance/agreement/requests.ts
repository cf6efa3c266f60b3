import type { Viewer } from '@union-graph/identity';
import { hasRole } from '@union-graph/identity';
import {
  checkedOpenText,
  columns,
  getForUpdate,
  insertRow,
  newId,
  type PageSource,
  raw,
  refuseIf,
  rows,
  type Sql,
  sql,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import { checkedCoordinates, checkedPurposes } from '../../agreements/rules.ts';
import type { Catalogue } from '../../supergraph/reading/catalogue.ts';
import type { DeclineSharingRequestInput, RequestSharingAgreementInput } from '../schema.gen.ts';
import { ownClient } from './clients.ts';
import type { DataSharingAgreement } from './DataSharingAgreement.ts';
import { agreementPolicy } from './policy.ts';
import { SharingAgreementRequest } from './SharingAgreementRequest.ts';

/** The maximum number of open requests of one partner. */
const MOST_OPEN = 10;

/** The viewer's scope of requests, as SQL: staff of data sharing see all, a partner's program its own. */
const requestScope = (viewer: Viewer): Sql => {
  if (hasRole(viewer, 'SOCIAL_DEPT', 'PRIVACY_OFFICER', 'AUDITOR', 'SYSTEM')) return raw('true');
  return hasRole(viewer, 'PARTNER') ? sql`r.client_id = ${viewer.clientId}` : raw('false');
};

/** Requests for agreements in the viewer's scope, the newest first. */
export const agreementRequests: PageSource<
  SharingAgreementRequest,
  { readonly status?: SharingAgreementRequest['status'] | null }
> = {
  name: 'agreementRequests',
  select: ({ status }, { viewer }) => sql`select ${columns(SharingAgreementRequest, 'r')} from agreement_request r
    where ${requestScope(viewer)} and (${status ?? null}::text is null or r.status = ${status ?? null})`,
  order: [{ by: 'id', type: 'uuid', desc: true }],
};

/** Requests an agreement, by the partner's own program (domain rule 2.7). Refuses fields that its kind may not list. */
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
  const told = `${MOST_OPEN} requests of yours are open. Wait until one of them is answered.`;
  refuseIf(open.length >= MOST_OPEN, 'QUOTA_EXCEEDED', told, { rule: '2.7' });
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

/** Declines a request with a reason, by the Social Work Department. */
export async function declineSharingRequest(
  tx: Tx,
  input: DeclineSharingRequestInput,
): Promise<{ request: SharingAgreementRequest }> {
  agreementPolicy.authorise(tx.viewer, 'declineSharingRequest', null);
  const request = await openRequest(tx, input.requestId, input.expectedVersion);
  const reason = checkedOpenText(input.reason, 'reason', 2_000);
  return { request: await updateRow(tx.db, SharingAgreementRequest, request, { status: 'DECLINED', reason }) };
}

/** The open request that an agreement is drafted from, locked. It must be of the same partner, program and kind. */
export async function requestToDraft(
  tx: Tx,
  requestId: string,
  draft: Pick<DataSharingAgreement, 'partyId' | 'clientId' | 'kind'>,
): Promise<SharingAgreementRequest> {
  const request = await openRequest(tx, requestId, null);
  const other = (['partyId', 'clientId', 'kind'] as const).find((field) => request[field] !== draft[field]);
  const told = `The request is for another "${other}" than the draft. Draft what was asked for, or decline it.`;
  refuseIf(other !== undefined, 'VALIDATION_FAILED', told, { rule: '2.7', field: other as string });
  return request;
}

async function openRequest(tx: Tx, id: string, expectedVersion: number | null): Promise<SharingAgreementRequest> {
  const request = await getForUpdate(tx, SharingAgreementRequest, id, {
    what: 'request for an agreement',
    visible: () => hasRole(tx.viewer, 'SOCIAL_DEPT'),
    ...(expectedVersion === null ? {} : { expectedVersion }),
  });
  refuseIf(request.status !== 'OPEN', 'INVALID_TRANSITION', `The request is ${request.status}; it is answered already.`, {
    field: 'status',
  });
  return request;
}
