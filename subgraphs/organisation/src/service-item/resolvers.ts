import { civilDay } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { endServiceItem, publishServiceItem } from './publishServiceItem.ts';
import { serviceItems } from './queries.ts';

export const serviceItemResolvers: Resolvers = {
  Query: {
    serviceItems: (_, args, ctx) => ctx.page(serviceItems, null, args),
  },
  Mutation: {
    publishServiceItem: (_, { input }, ctx) => ctx.mutate(input, (tx) => publishServiceItem(tx, input)),
    endServiceItem: (_, { input }, ctx) => ctx.mutate(input, (tx) => endServiceItem(tx, input)),
  },
  ServicePoint: {
    services: ({ id }, { on }, ctx) => ctx.loaders.servicesOf.load({ providerId: id, on: on ?? civilDay(ctx.now) }),
  },
  WorkersHome: {
    services: ({ id }, { on }, ctx) => ctx.loaders.servicesOf.load({ providerId: id, on: on ?? civilDay(ctx.now) }),
  },
  ServiceItem: {
    provider: async ({ servicePointId, workersHomeId }, _, ctx) => {
      if (servicePointId === null) {
        const home = await ctx.loaders.workersHome.load(workersHomeId as string);
        return home && { __typename: 'WorkersHome' as const, ...home };
      }
      const point = await ctx.loaders.servicePoint.load(servicePointId);
      return point && { __typename: 'ServicePoint' as const, ...point };
    },
  },
};
