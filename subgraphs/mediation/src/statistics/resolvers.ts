import { missingRight, readsAsPartner } from '@union-graph/identity';
import { type Days, forbidden, piecesFor, refuseOtherDistrict } from '@union-graph/subgraph';
import type { Context } from '../context.ts';
import type { PeriodInput, Resolvers } from '../schema.gen.ts';
import { divideDisputes } from './divideDisputes.ts';
import type { MediationStats } from './MediationStats.ts';
import { type CountedStats, countsExactly, readsStats, sumStats, withholdSmall } from './rules.ts';
import { bpOf, nonPublicBp, totalOf } from './shares.ts';

const WHOLE_CITY = '/city/';

export const statisticsResolvers: Resolvers = {
  Query: {
    disputeShare: (_, args, ctx) => {
      const { districtCode } = args;
      if (districtCode) refuseOtherDistrict(ctx.viewer, districtCode);
      checkReader(ctx, districtCode ? `/city/${districtCode}/` : WHOLE_CITY);
      return divideDisputes(ctx, args);
    },
  },
  DisputeShare: {
    total: (share) => totalOf(share),
    groups: (share) => {
      const total = totalOf(share);
      return share.groups.map(({ group, count }) => ({ group, count, shareBp: count === null ? null : bpOf(count, total) }));
    },
    nonPublicBp: (share) => nonPublicBp(share),
  },
  District: {
    __resolveReference: ({ code }) => ({ code }),
    mediationStats: async ({ code }, { period }, ctx) => {
      if (!code) return null;
      refuseOtherDistrict(ctx.viewer, code);
      checkReader(ctx, `/city/${code}/`);
      const stationIds = await ctx.loaders.stationsWithoutRoom.load(code);
      return told(ctx, { period, scopePath: `/city/${code}/`, stationIds }, (days) =>
        ctx.loaders.statsOfDistrict.load({ ...days, id: code }),
      );
    },
  },
  MediationOrg: {
    stats: async ({ id, scopePath }, { period }, ctx) => {
      checkReader(ctx, scopePath);
      return told(ctx, { period, scopePath, stationIds: [] }, (days) => ctx.loaders.statsOfOrg.load({ ...days, id }));
    },
  },
  MediationStats: {
    streetsWithoutRoom: ({ stationIds }) => stationIds.map((id) => ({ id })),
  },
};

interface Told {
  readonly period: PeriodInput;
  /** The part of the tree that is counted. */
  readonly scopePath: string;
  readonly stationIds: readonly string[];
}

async function told(
  ctx: Context,
  { period, scopePath, stationIds }: Told,
  count: (days: Days) => Promise<Omit<CountedStats, 'stationIds'>>,
): Promise<MediationStats> {
  const counted = async (days: Days): Promise<CountedStats> => ({ ...(await count(days)), stationIds });
  const quarters = piecesFor(ctx, period, countsExactly(ctx.viewer, scopePath));
  if (!quarters) return { ...(await counted(period)), suppressed: false };
  return sumStats((await Promise.all(quarters.map(counted))).map(withholdSmall), stationIds);
}

/** Throws for a viewer who may not read statistics of a part of the tree at all. */
function checkReader({ viewer }: Context, scopePath: string): void {
  if (readsStats(viewer, scopePath) || readsAsPartner(viewer)) return;
  throw forbidden(
    viewer,
    'These statistics are for the administrators of the district and the city.',
    missingRight(viewer, (other) => readsStats(other, scopePath), { scopePath }),
  );
}
