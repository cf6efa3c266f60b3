import { READERS, scopePaths, type Viewer } from '@union-graph/identity';
import { columns, empty, type PageSource, type ReadContext, raw, type Sql, sql, underPaths } from '@union-graph/subgraph';
import { tallied } from '../tally/queries.ts';
import type { RequestStatus } from './rules.ts';
import { ServiceRequest } from './ServiceRequest.ts';

const partsOf = (viewer: Viewer): string[] => scopePaths(viewer, ...READERS.serviceRequest.inScope);

/** The viewer's own requests, and as a cadre at work what was asked for on their visits (S-18), whoever keeps the point today. */
const own = ({ personId }: Viewer): Sql => sql`(r.requester_id = ${personId}::uuid or r.contact_visit_id = any(array(
  select v.id from cadre_link l join contact_visit v on v.cadre_link_id = l.id
  join staff_member s on s.id = l.cadre_id and s.status <> 'LEFT' where l.cadre_id = ${personId}::uuid)))`;

/** The requests that the viewer may see: their own, and those of their part of the tree. To change one it takes `seesRequest`. */
export const visibleRequests = (
  { viewer }: ReadContext,
  where: Sql,
): Sql => sql`select ${columns(ServiceRequest, 'r')} from service_request r
  where (${own(viewer)} or ${underPaths(raw('r.scope_path'), partsOf(viewer))}) ${where}`;

/** Requests, the latest first. */
export const serviceRequests: PageSource<ServiceRequest, { status?: RequestStatus | null | undefined }> = {
  name: 'serviceRequests',
  select: ({ status }, ctx) => visibleRequests(ctx, status ? sql`and r.status = ${status}` : empty),
  order: [
    { by: 'receivedAt', type: 'timestamptz', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
  counted: ({ status }, { viewer }) => sql`select (${tallied('service_request', partsOf(viewer), status)})
    + (select count(*) from service_request r where ${own(viewer)} and not ${underPaths(raw('r.scope_path'), partsOf(viewer))}
      ${status ? sql`and r.status = ${status}` : empty})`,
};
