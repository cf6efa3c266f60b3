import type { Resolvers } from '../schema.gen.ts';
import { fiveOnes } from './queries.ts';

export const fiveOnesResolvers: Resolvers = {
  Query: {
    fiveOnes: (_, __, ctx) => fiveOnes(ctx),
  },
};
