import { scopePaths, type Viewer } from '@union-graph/identity';
import { columns, empty, type PageSource, type ReadContext, raw, type Sql, sql, underPaths } from '@union-graph/subgraph';
import { tallied } from '../tally/queries.ts';
import { REQUEST_STAFF } from './policy.ts';
import type { RequestStatus } from './rules.ts';
import { ServiceRequest } from './ServiceRequest.ts';

const partsOf = (viewer: Viewer): string[] => scopePaths(viewer, ...REQUEST_STAFF, 'SYSTEM');

/** The requests that the viewer may see: their own, and those of their part of the tree. The rule is that of `seesRequest`. */
export const visibleRequests = (
  { viewer }: ReadContext,
  where: Sql,
): Sql => sql`select ${columns(ServiceRequest, 'r')} from service_request r
  where (r.requester_id = ${viewer.personId}::uuid or ${underPaths(raw('r.scope_path'), partsOf(viewer))}) ${where}`;

/** Requests, the latest first. */
export const serviceRequests: PageSource<ServiceRequest, { status?: RequestStatus | null | undefined }> = {
  select: ({ status }, ctx) => visibleRequests(ctx, status ? sql`and r.status = ${status}` : empty),
  order: [
    { by: 'receivedAt', type: 'timestamptz', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
  counted: ({ status }, { viewer }) => sql`select (${tallied('service_request', partsOf(viewer), status)})
    + (select count(*) from service_request r where r.requester_id = ${viewer.personId}::uuid and not ${underPaths(raw('r.scope_path'), partsOf(viewer))}
      ${status ? sql`and r.status = ${status}` : empty})`,
};
