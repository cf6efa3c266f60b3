import type { Viewer } from '@union-graph/identity';
import { hasRole, inScope } from '@union-graph/identity';
import { columns, getForUpdate, type PageSource, raw, refuseIf, type Sql, sql, type Tx } from '@union-graph/subgraph';
import type { DataSharingAgreement } from './DataSharingAgreement.ts';
import { SharingAgreementRequest } from './SharingAgreementRequest.ts';

/** The viewer's scope, as SQL: staff of data sharing see all requests, a partner's program sees its own. */
const requestScope = (viewer: Viewer): Sql => {
  if (inScope(viewer, '/city/', 'SOCIAL_DEPT', 'PRIVACY_OFFICER', 'AUDITOR', 'SYSTEM')) return raw('true');
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

/** Locks the open request that an agreement is drafted from. Refuses a request of another partner, program or kind. */
export async function getRequestToDraft(
  tx: Tx,
  requestId: string,
  draft: Pick<DataSharingAgreement, 'partyId' | 'clientId' | 'kind'>,
): Promise<SharingAgreementRequest> {
  const request = await getOpenRequest(tx, requestId, null);
  const other = (['partyId', 'clientId', 'kind'] as const).find((field) => request[field] !== draft[field]);
  const mismatch = `The request is for another "${other}" than the draft. Draft what was asked for, or decline it.`;
  refuseIf(other !== undefined, 'VALIDATION_FAILED', mismatch, { rule: '2.7', field: other as string });
  return request;
}

/** Locks an open request. Refuses a request that is answered already. */
export async function getOpenRequest(tx: Tx, id: string, expectedVersion: number | null): Promise<SharingAgreementRequest> {
  const request = await getForUpdate(tx, SharingAgreementRequest, id, {
    what: 'request for an agreement',
    visible: () => inScope(tx.viewer, '/city/', 'SOCIAL_DEPT'),
    ...(expectedVersion === null ? {} : { expectedVersion }),
  });
  refuseIf(request.status !== 'OPEN', 'INVALID_TRANSITION', `The request is ${request.status}; it is answered already.`, {
    field: 'status',
  });
  return request;
}
