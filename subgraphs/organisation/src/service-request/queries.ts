import { READERS, scopePaths, type Viewer } from '@union-graph/identity';
import {
  columns,
  empty,
  type PageSource,
  type ReadContext,
  raw,
  type Sql,
  sql,
  statesBefore,
  underPaths,
} from '@union-graph/subgraph';
import { tallied } from '../tally/queries.ts';
import { REQUEST_TRANSITIONS, type RequestStatus } from './rules.ts';
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

/** The states from which a limit that is over escalates a request. */
const LIMITED = statesBefore(REQUEST_TRANSITIONS, 'ESCALATED');

/** Whether a limit has escalated a request, and no task has written that down: `requestStatusAt` in SQL, as the index `service_request_by_limit` has it. */
const isOverdue = (now: Date): Sql =>
  sql`(r.status in (${raw(LIMITED.map((status) => `'${status}'`).join(', '))}) and r.due_at < ${now} and r.escalated_at is distinct from r.due_at)`;

/** Whether a request is in a state at an instant. */
const isIn = (status: RequestStatus, now: Date): Sql =>
  status === 'ESCALATED'
    ? sql`(r.status = 'ESCALATED' or ${isOverdue(now)})`
    : LIMITED.includes(status)
      ? sql`(r.status = ${status} and not ${isOverdue(now)})`
      : sql`r.status = ${status}`;

/** By how many the number that is kept of a state differs from the requests that are in it at an instant: limits end without any write. */
const notWritten = (status: RequestStatus, paths: readonly string[], now: Date): Sql => {
  const overdue = sql`select count(*) from service_request r where ${isOverdue(now)} and ${underPaths(raw('r.scope_path'), paths)}`;
  if (status === 'ESCALATED') return sql`+ (${overdue})`;
  return LIMITED.includes(status) ? sql`- (${overdue} and r.status = ${status})` : empty;
};

/** Requests, the latest first. */
export const serviceRequests: PageSource<ServiceRequest, { status?: RequestStatus | null | undefined }> = {
  name: 'serviceRequests',
  select: ({ status }, ctx) => visibleRequests(ctx, status ? sql`and ${isIn(status, ctx.now)}` : empty),
  order: [
    { by: 'receivedAt', type: 'timestamptz', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
  counted: ({ status }, { viewer, now }) => sql`select (${tallied('service_request', partsOf(viewer), status)})
    ${status ? notWritten(status, partsOf(viewer), now) : empty}
    + (select count(*) from service_request r where ${own(viewer)} and not ${underPaths(raw('r.scope_path'), partsOf(viewer))}
      ${status ? sql`and ${isIn(status, now)}` : empty})`,
};
