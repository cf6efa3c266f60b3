import {
  columns,
  empty,
  inAgreedDistricts,
  type PageArgs,
  type PageSource,
  type ReadContext,
  Refusal,
  raw,
  type Sql,
  sql,
} from '@union-graph/subgraph';
import type { Context } from '../context.ts';
import type { QueryServicePointsArgs, ServicePointChildrenArgs, ServicePointNearInput } from '../schema.gen.ts';
import { Union } from '../union/Union.ts';
import { boxAround, faultOfPlace } from './rules.ts';
import { ServicePoint } from './ServicePoint.ts';

type Filter = Pick<QueryServicePointsArgs, 'kind' | 'services' | 'districtCode'>;

const matching = (
  { kind, services, districtCode }: Filter,
  { viewer }: Pick<ReadContext, 'viewer'>,
): Sql => sql`${inAgreedDistricts(viewer, raw('p.district_code'))}
  ${kind ? sql`and p.kind = ${kind}` : empty}
  ${services?.length ? sql`and p.functions @> ${services}::text[]` : empty}
  ${districtCode ? sql`and p.district_code = ${districtCode}` : empty}`;

const byName = [
  { by: 'nameZh', type: 'text' },
  { by: 'id', type: 'uuid' },
] as const;

const pointsByName: PageSource<ServicePoint, Filter> = {
  name: 'pointsByName',
  select: (filter, ctx) => sql`select ${columns(ServicePoint, 'p')} from service_point p where ${matching(filter, ctx)}`,
  order: byName,
};

/** The service points of one district, by name; the parent is the district's code. */
export const servicePointsOfDistrict: PageSource<ServicePoint, Filter> = {
  name: 'servicePointsOfDistrict',
  select: (filter, ctx) =>
    sql`select ${columns(ServicePoint, 'p')} from service_point p where p.district_code = parent.key and ${matching(filter, ctx)}`,
  order: byName,
};

/** The child points of a point, by name; the parent is its id. */
export const pointsBelow: PageSource<ServicePoint, Pick<ServicePointChildrenArgs, 'videoLink'>> = {
  name: 'pointsBelow',
  select: ({ videoLink }, ctx) => sql`select ${columns(ServicePoint, 'p')} from service_point p
    where p.parent_id = parent.key::uuid and ${matching({}, ctx)} ${videoLink ? sql`and p.video_link = ${videoLink}` : empty}`,
  order: byName,
};

/** Unions of the industrial line that are tied to a point, by name; the parent is the point's id. */
export const unionsOfPoint: PageSource<Union> = {
  name: 'unionsOfPoint',
  select: () => sql`select ${columns(Union, 'u')} from trade_union u where u.service_point_id = parent.key::uuid`,
  order: byName,
};

/** Points by their distance in whole metres on a sphere (haversine). A maximum distance uses the index on coordinates. */
const pointsByDistance: PageSource<ServicePoint & { distanceMeters: number }, Filter & { near: ServicePointNearInput }> = {
  name: 'pointsByDistance',
  select: ({ near, ...filter }, ctx) => {
    const { lat, lng, withinMeters } = near;
    const box = withinMeters ? boxAround(near, withinMeters) : null;
    return sql`select * from (
      select ${columns(ServicePoint, 'p')}, round(2 * 6371008.8 * asin(least(1, sqrt(
          sin(radians(p.lat::float8 - ${lat}::float8) / 2) ^ 2
          + cos(radians(${lat}::float8)) * cos(radians(p.lat::float8)) * sin(radians(p.lng::float8 - ${lng}::float8) / 2) ^ 2))))::int as "distanceMeters"
      from service_point p where p.lat is not null and ${matching(filter, ctx)}
        ${box ? sql`and p.lat between ${box.south}::numeric and ${box.north}::numeric and p.lng between ${box.west}::numeric and ${box.east}::numeric` : empty}
    ) as placed ${withinMeters ? sql`where placed."distanceMeters" <= ${withinMeters}` : empty}`;
  },
  order: [
    { by: 'distanceMeters', type: 'int' },
    { by: 'id', type: 'uuid' },
  ],
};

/** Service points of the city, the nearest first when a place is given, else by name; public. */
export function servicePoints(ctx: Context, { near, ...args }: QueryServicePointsArgs & PageArgs) {
  if (!near) return ctx.page(pointsByName, null, args);
  const fault = faultOfPlace(near);
  if (fault) throw new Refusal('BAD_USER_INPUT', fault.message, { field: fault.field });
  return ctx.page(pointsByDistance, null, { ...args, near });
}
