import { inScope, READERS, type Role, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import type { ServiceRequest } from './ServiceRequest.ts';

/** A request as its policy sees it. */
export type RequestMatter = Pick<ServiceRequest, 'requesterId' | 'scopePath'>;

/** Those who sort requests and hand them on. */
const DISPATCHERS: readonly Role[] = ['HOTLINE_AGENT', 'DISTRICT_ADMIN', 'CITY_DEPT'];
/** Those who also take requests in, and answer them. */
const REQUEST_STAFF: readonly Role[] = [...DISPATCHERS, 'STATION_STAFF', 'JOINT_UNION_OFFICER'];

const isOwn = (viewer: Viewer, { requesterId }: RequestMatter): boolean =>
  requesterId !== null && viewer.personId === requesterId;
const takes = (viewer: Viewer, { scopePath }: RequestMatter): boolean => inScope(viewer, scopePath, ...REQUEST_STAFF);
const dispatches = (viewer: Viewer, { scopePath }: RequestMatter): boolean => inScope(viewer, scopePath, ...DISPATCHERS);

/** Whether the viewer may see a request: their own, or of their part of the tree. */
export const seesRequest = (viewer: Viewer, matter: RequestMatter): boolean =>
  isOwn(viewer, matter) || inScope(viewer, matter.scopePath, ...READERS.serviceRequest.inScope);

/** Who may do what with a request (domain rule 2.1.3). */
export const requestPolicy = definePolicy<RequestMatter>()({
  submitServiceRequest: (viewer, matter) => isOwn(viewer, matter) || takes(viewer, matter),
  triageServiceRequest: dispatches,
  dispatchServiceRequest: dispatches,
  resolveServiceRequest: takes,
  confirmClosure: (viewer, matter) => isOwn(viewer, matter) || inScope(viewer, matter.scopePath, 'HOTLINE_AGENT'),
  reopenServiceRequest: isOwn,
});
