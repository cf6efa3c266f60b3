import { civilDay, findVisible } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { servicePoints, servicePointsOfDistrict } from './queries.ts';

export const servicePointResolvers: Resolvers = {
  Query: {
    servicePoint: (_, { id }, ctx) => findVisible('service point', id, ctx.loaders.servicePoint),
    servicePoints: (_, args, ctx) => servicePoints(ctx, args),
  },
  District: {
    servicePoints: ({ code }, args, ctx) => ctx.page(servicePointsOfDistrict, code, args),
  },
  ServicePoint: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.servicePoint.load(id),
    district: ({ districtCode }, _, ctx) => ctx.loaders.district.load(districtCode),
    geo: ({ lat, lng }) => (lat === null || lng === null ? null : { lat, lng }),
    openingHours: ({ id }, _, ctx) => ctx.loaders.openingHours.load(id),
    parent: ({ parentId }, _, ctx) => (parentId === null ? null : ctx.loaders.servicePoint.load(parentId)),
    staff: ({ id }, _, ctx) => ctx.loaders.staffOfPoint.load({ pointId: id, day: civilDay(ctx.now) }),
  },
  ServicePointEdge: {
    distanceMeters: ({ node }) => (node && 'distanceMeters' in node ? Number(node.distanceMeters) : null),
  },
};
