import type { Resolvers } from '../schema.gen.ts';
import { servicePoints, servicePointsOfDistrict } from './queries.ts';

export const servicePointResolvers: Resolvers = {
  Query: {
    servicePoints: (_, args, ctx) => ctx.page(servicePoints, null, args),
  },
  District: {
    servicePoints: ({ code }, args, ctx) => ctx.page(servicePointsOfDistrict, code, args),
  },
  ServicePoint: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.servicePoint.load(id),
    district: ({ districtCode }, _, ctx) => ctx.loaders.district.load(districtCode),
  },
};
