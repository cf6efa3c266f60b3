import type { Resolvers } from '../schema.gen.ts';
import { limitationOfCase, limitationOfFacts } from './queries.ts';

export const limitationResolvers: Resolvers = {
  Query: {
    limitationCheck: (_, { input }, ctx) => limitationOfFacts(ctx, input),
  },
  MediationCase: {
    limitation: ({ id }, _, ctx) => limitationOfCase(ctx, id),
  },
};
