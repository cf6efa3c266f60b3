import type { Resolvers } from '../schema.gen.ts';
import { closePeriod } from './closePeriod.ts';
import { periodClosings } from './queries.ts';

export const periodResolvers: Resolvers = {
  Query: {
    periodClosings: (_, { book }, ctx) => periodClosings(ctx, book),
  },
  Mutation: {
    closePeriod: (_, { input }, ctx) => ctx.mutate(input, (tx) => closePeriod(tx, input)),
  },
};
