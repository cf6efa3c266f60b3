import type { Resolvers } from '../schema.gen.ts';
import { labourStandardsOn } from './queries.ts';

export const labourStandardResolvers: Resolvers = {
  Query: {
    labourStandards: (_, { on }, ctx) => labourStandardsOn(ctx.db, on),
  },
};
