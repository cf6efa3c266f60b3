import { type Days, piecesFor, refuseOtherDistrict } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { byQuarters, exactly } from './figures.ts';
import { countsExactly, districtPolicy } from './policy.ts';

export const districtResolvers: Resolvers = {
  District: {
    __resolveReference: ({ code }) => ({ code }),
    skillsStats: async ({ code }, { period: { from, to } }, ctx) => {
      refuseOtherDistrict(ctx.viewer, code as string);
      districtPolicy.authorise(ctx.viewer, 'skillsStats', { code: code as string });
      const of = (days: Days) => ctx.loaders.skillsStats.load({ code: code as string, ...days });
      const quarters = piecesFor(ctx, { from, to }, countsExactly(ctx.viewer, code as string));
      return quarters ? byQuarters(await Promise.all(quarters.map(of))) : exactly(await of({ from, to }));
    },
  },
};
