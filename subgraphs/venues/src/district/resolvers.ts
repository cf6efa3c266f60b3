import { addDays, refuseIf } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { districtPolicy } from './policy.ts';

const MAX_DAYS = 3_653;

export const districtResolvers: Resolvers = {
  District: {
    __resolveReference: ({ code }) => ({ code }),
    venueStats: ({ code }, { period: { from, to } }, ctx) => {
      districtPolicy.authorise(ctx.viewer, 'readStats', { code });
      const bad = to < from || to > addDays(from, MAX_DAYS);
      refuseIf(bad, 'BAD_USER_INPUT', 'The last day must not lie before the first, nor more than ten years after it.', {
        field: 'period',
      });
      return ctx.loaders.venueStats.load({ code, from, to });
    },
  },
};
