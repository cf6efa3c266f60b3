import { civilDay, type RuleNumber } from '@union-graph/subgraph';
import type { Context } from '../context.ts';
import type { Resolvers } from '../schema.gen.ts';
import { LIMITS } from './limits.ts';
import type { LimitValue } from './loaders.ts';
import { setVenueLimit } from './setVenueLimit.ts';

export const venueLimitResolvers: Resolvers = {
  Mutation: {
    setVenueLimit: (_, { input }, ctx) => ctx.mutate(input, (tx) => setVenueLimit(tx, input)),
  },
  Venue: {
    limits: async ({ id }, { on }, ctx) => {
      const own = await ctx.loaders.limitsOfVenue.load(id);
      return LIMITS.map((limit) =>
        shown(
          limit,
          own.filter(({ name }) => name === limit.name),
          on ?? civilDay(ctx.now),
          ctx,
        ),
      );
    },
  },
};

/** A venue's number as the graph shows it: its own values, and the city's where none of them has begun. */
function shown(limit: RuleNumber, own: LimitValue[], day: string, { number }: Context) {
  const { name, title, titleZh, unit, bounds } = limit;
  const [least, most] = bounds;
  const held = own.findLast(({ effectiveFrom }) => effectiveFrom <= day);
  const value = held?.value ?? number(limit, day);
  const effectiveFrom = held?.effectiveFrom ?? null;
  return { name, title, titleZh, unit, value, effectiveFrom, least, most, version: own.length, history: own };
}
