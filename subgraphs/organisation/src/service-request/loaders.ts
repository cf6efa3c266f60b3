import { type Batch, inOrder, rows, sql } from '@union-graph/subgraph';
import { visibleRequests } from './queries.ts';
import type { ServiceRequest } from './ServiceRequest.ts';

/** Requests by id; null for one that the viewer may not see. */
export const serviceRequest: Batch<string, ServiceRequest | null> = async (ctx, ids) =>
  inOrder(ids, await rows<ServiceRequest>(ctx.db, visibleRequests(ctx, sql`and r.id = any(${ids}::uuid[])`)), ({ id }) => id);
