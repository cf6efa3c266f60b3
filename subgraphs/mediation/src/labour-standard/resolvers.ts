import type { Resolvers } from '../schema.gen.ts';
import { labourStandardsOn } from './queries.ts';
import { setLabourStandard } from './setLabourStandard.ts';

export const labourStandardResolvers: Resolvers = {
  Query: {
    labourStandards: (_, { on }, ctx) => labourStandardsOn(ctx.db, on),
  },
  Mutation: {
    setLabourStandard: (_, { input }, ctx) => ctx.mutate(input, (tx) => setLabourStandard(tx, input)),
  },
};
