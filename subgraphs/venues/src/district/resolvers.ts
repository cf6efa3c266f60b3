import { addDays, type Days, piecesFor, refuseIf, refuseOtherDistrict } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { districtPolicy } from './policy.ts';
import { byQuarters, exactly } from './VenueStats.ts';

const MAX_DAYS = 3_653;

export const districtResolvers: Resolvers = {
  District: {
    __resolveReference: ({ code }) => ({ code }),
    venueStats: async ({ code }, { period: { from, to } }, ctx) => {
      refuseOtherDistrict(ctx.viewer, code);
      districtPolicy.authorise(ctx.viewer, 'readStats', { code });
      const bad = to < from || to > addDays(from, MAX_DAYS);
      refuseIf(bad, 'BAD_USER_INPUT', 'The last day must not lie before the first, nor more than ten years after it.', {
        field: 'period',
      });
      const of = (days: Days) => ctx.loaders.bookingCounts.load({ code, ...days });
      const quarters = piecesFor(ctx, { from, to });
      return quarters ? byQuarters(await Promise.all(quarters.map(of))) : exactly(await of({ from, to }));
    },
  },
};
