import { type Days, piecesFor } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { byQuarters, countsExactly, exactly, statsKey } from './stats.ts';

export const districtResolvers: Resolvers = {
  District: {
    __resolveReference: ({ code }) => ({ code }),
    fundStats: async ({ code }, { period }, ctx) => {
      const key = statsKey(ctx, code, period);
      const of = (days: Days) => ctx.loaders.fundStats.load({ code, ...days });
      const quarters = piecesFor(ctx, key, countsExactly(ctx.viewer, code));
      const [first, last] = [quarters?.[0], quarters?.at(-1)];
      if (!quarters || !first || !last) return exactly(await of(key));
      return byQuarters(await Promise.all(quarters.map(of)), await of({ from: first.from, to: last.to }));
    },
  },
};
