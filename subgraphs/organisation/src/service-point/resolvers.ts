import { civilDay, findVisible } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { reportVideoLink, setOpeningHours } from './changePoint.ts';
import { pointsBelow, servicePoints, servicePointsOfDistrict, unionsOfPoint } from './queries.ts';
import { isOpenAt } from './rules.ts';

export const servicePointResolvers: Resolvers = {
  Query: {
    servicePoint: (_, { id }, ctx) => findVisible('service point', id, ctx.loaders.servicePoint),
    servicePoints: (_, args, ctx) => servicePoints(ctx, args),
  },
  Mutation: {
    setOpeningHours: (_, { input }, ctx) => ctx.mutate(input, (tx) => setOpeningHours(tx, input)),
    reportVideoLink: (_, { input }, ctx) => ctx.mutate(input, (tx) => reportVideoLink(tx, input)),
  },
  Union: {
    linkedPoint: ({ servicePointId }, _, ctx) => (servicePointId === null ? null : ctx.loaders.servicePoint.load(servicePointId)),
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
    openNow: async ({ id }, _, ctx) => isOpenAt(await ctx.loaders.openingHours.load(id), ctx.now),
    children: ({ id }, args, ctx) => ctx.page(pointsBelow, id, args),
    linkedUnions: ({ id }, args, ctx) => ctx.page(unionsOfPoint, id, args),
    staff: ({ id }, _, ctx) => ctx.loaders.staffOfPoint.load({ pointId: id, day: civilDay(ctx.now) }),
  },
  ServicePointEdge: {
    distanceMeters: ({ node }) => (node && 'distanceMeters' in node ? Number(node.distanceMeters) : null),
  },
};
