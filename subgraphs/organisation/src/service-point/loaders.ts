import { type Batch, columns, grouped, inAgreedDistricts, inOrder, raw, rows, sql } from '@union-graph/subgraph';
import { ServicePoint } from './ServicePoint.ts';

/** Service points by id; public, for partners those in the districts of their agreement. */
export const servicePoint: Batch<string, ServicePoint | null> = async ({ db, viewer }, ids) => {
  const found = await rows<ServicePoint>(
    db,
    sql`select ${columns(ServicePoint, 'p')} from service_point p where p.id = any(${ids}::uuid[])
    and ${inAgreedDistricts(viewer, raw('p.district_code'))}`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

interface Hours {
  readonly servicePointId: string;
  readonly weekday: number;
  readonly opens: string;
  readonly closes: string;
}

/** The opening hours of each point, Monday first. */
export const openingHours: Batch<string, Hours[]> = async ({ db }, ids) => {
  const found = await rows<Hours>(
    db,
    sql`select h.service_point_id as "servicePointId", h.weekday, h.opens, h.closes
    from opening_hours h where h.service_point_id = any(${ids}::uuid[]) order by h.weekday, h.opens`,
  );
  return grouped(ids, found, ({ servicePointId }) => servicePointId);
};
