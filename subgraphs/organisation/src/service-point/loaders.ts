import { type Batch, columns, inOrder, rows, sql } from '@union-graph/subgraph';
import { ServicePoint } from './ServicePoint.ts';

/** Service points by id. */
export const servicePoint: Batch<string, ServicePoint | null> = async ({ db }, ids) => {
  const found = await rows<ServicePoint>(db, sql`select ${columns(ServicePoint, 'p')} from service_point p where p.id = any(${ids}::uuid[])`);
  return inOrder(ids, found, ({ id }) => id);
};
