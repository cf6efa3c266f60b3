import { scopePaths } from '@union-graph/identity';
import { columns, empty, type PageSource, type ReadContext, raw, type Sql, sql, underPaths } from '@union-graph/subgraph';
import { REQUEST_STAFF } from './policy.ts';
import type { RequestStatus } from './rules.ts';
import { ServiceRequest } from './ServiceRequest.ts';

/** The requests that the viewer may see: their own, and those of their part of the tree. The rule is that of `seesRequest`. */
export const visibleRequests = (
  { viewer }: ReadContext,
  where: Sql,
): Sql => sql`select ${columns(ServiceRequest, 'r')} from service_request r
  where (r.requester_id = ${viewer.personId}::uuid or ${underPaths(raw('r.scope_path'), scopePaths(viewer, ...REQUEST_STAFF, 'SYSTEM'))}) ${where}`;

/** Requests, the latest first. */
export const serviceRequests: PageSource<ServiceRequest, { status?: RequestStatus | null | undefined }> = {
  select: ({ status }, ctx) => visibleRequests(ctx, status ? sql`and r.status = ${status}` : empty),
  order: [
    { by: 'receivedAt', type: 'timestamptz', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};
