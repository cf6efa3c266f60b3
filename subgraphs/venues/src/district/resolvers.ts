import { addDays, type Days, piecesFor, refuseIf, refuseOtherDistrict } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { districtPolicy, readsExactly } from './policy.ts';
import { venueUsage } from './usage.ts';
import { byQuarters, exactly } from './VenueStats.ts';

const MAX_DAYS = 3_653;

/** Throws `BAD_USER_INPUT` for a period that is longer than ten years. */
function assertPeriod({ from, to }: Days): void {
  const sentence = 'The last day must not lie more than ten years after the first.';
  refuseIf(to > addDays(from, MAX_DAYS), 'BAD_USER_INPUT', sentence, { field: 'to' });
}

export const districtResolvers: Resolvers = {
  Query: {
    venueUsage: (_, { districtCode, period }, ctx) => {
      districtPolicy.authorise(ctx.viewer, 'readUsage', { code: districtCode });
      assertPeriod(period);
      return venueUsage(ctx, districtCode, period);
    },
  },
  District: {
    __resolveReference: ({ code }) => ({ code }),
    venueStats: async ({ code }, { period }, ctx) => {
      const { viewer } = ctx;
      refuseOtherDistrict(viewer, code);
      districtPolicy.authorise(viewer, 'readStats', { code });
      assertPeriod(period);
      const of = (days: Days) => ctx.loaders.bookingCounts.load({ code, ...days });
      const quarters = piecesFor(ctx, period, readsExactly(viewer, { code }));
      return quarters ? byQuarters(await Promise.all(quarters.map(of))) : exactly(await of(period));
    },
  },
};
