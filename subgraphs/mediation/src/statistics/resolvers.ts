import { hasRole } from '@union-graph/identity';
import { Refusal, refuseIf } from '@union-graph/subgraph';
import type { Context } from '../context.ts';
import type { PeriodInput, Resolvers } from '../schema.gen.ts';
import type { MediationStats } from './MediationStats.ts';
import { readsStats, withholdSmall } from './rules.ts';

export const statisticsResolvers: Resolvers = {
  District: {
    __resolveReference: ({ code }) => ({ code }),
    mediationStats: async ({ code }, { period }, ctx) => {
      if (!code) return null;
      const partly = readsPartly(ctx, `/city/${code}/`, period);
      const [counted, stationIds] = await Promise.all([
        ctx.loaders.statsOfDistrict.load({ ...period, id: code }),
        ctx.loaders.stationsWithoutRoom.load(code),
      ]);
      return shown({ ...counted, stationIds, suppressed: false }, partly);
    },
  },
  MediationOrg: {
    stats: async ({ id, scopePath }, { period }, ctx) => {
      const partly = readsPartly(ctx, scopePath, period);
      return shown({ ...(await ctx.loaders.statsOfOrg.load({ ...period, id })), stationIds: [], suppressed: false }, partly);
    },
  },
  MediationStats: {
    streetsWithoutRoom: ({ stationIds }) => stationIds.map((id) => ({ id })),
  },
};

const shown = (stats: MediationStats, partly: boolean): MediationStats => (partly ? withholdSmall(stats) : stats);

/** Whether small counts are withheld from the viewer. Throws for one who may not read statistics at all. */
function readsPartly({ viewer }: Context, scopePath: string, { from, to }: PeriodInput): boolean {
  refuseIf(to < from, 'BAD_USER_INPUT', 'A period ends after it begins.', { field: 'to' });
  if (readsStats(viewer, scopePath)) return false;
  if (hasRole(viewer, 'PARTNER')) return true;
  throw new Refusal('FORBIDDEN', 'These statistics are for the administrators of the district and the city.');
}
