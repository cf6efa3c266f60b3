import type { Resolvers } from '../schema.gen.ts';
import { statsKey } from './stats.ts';

export const districtResolvers: Resolvers = {
  District: {
    __resolveReference: ({ code }) => ({ code }),
    fundStats: ({ code }, { period }, ctx) => ctx.loaders.fundStats.load(statsKey(ctx, code, period)),
  },
};
