import { findVisible } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { bookScreens } from './bookScreens.ts';
import { createScreenCampaign } from './createScreenCampaign.ts';
import { screenCampaigns } from './queries.ts';
import { recordAcknowledgements } from './recordAcknowledgements.ts';
import { recordPlayouts } from './recordPlayouts.ts';
import { screenStats, summaryOf } from './screenStats.ts';
import { approveFilm, recordRehearsal, reportCampaign, startCampaign } from './steps.ts';

export const screenCampaignResolvers: Resolvers = {
  Query: {
    screenCampaigns: (_, args, ctx) => ctx.page(screenCampaigns, null, args),
    screenCampaign: (_, { id }, ctx) => findVisible('campaign', id, ctx.loaders.screenCampaign),
    screenStats: async (_, { campaignId }, ctx) =>
      screenStats(ctx, campaignId == null ? null : await findVisible('campaign', campaignId, ctx.loaders.screenCampaign)),
  },
  Mutation: {
    createScreenCampaign: (_, { input }, ctx) => ctx.mutate(input, (tx) => createScreenCampaign(tx, input)),
    approveFilm: (_, { input }, ctx) => ctx.mutate(input, (tx) => approveFilm(tx, input)),
    bookScreens: (_, { input }, ctx) => ctx.mutate(input, (tx) => bookScreens(tx, input)),
    recordRehearsal: (_, { input }, ctx) => ctx.mutate(input, (tx) => recordRehearsal(tx, input)),
    startCampaign: (_, { input }, ctx) => ctx.mutate(input, (tx) => startCampaign(tx, input)),
    reportCampaign: (_, { input }, ctx) => ctx.mutate(input, (tx) => reportCampaign(tx, input)),
    recordAcknowledgements: (_, { input }, ctx) => ctx.mutate(input, (tx) => recordAcknowledgements(tx, input)),
    recordPlayouts: (_, { input }, ctx) => ctx.mutate(input, (tx) => recordPlayouts(tx, input)),
  },
  ScreenCampaign: {
    series: ({ seriesFrom, seriesTo }) => (seriesFrom !== null && seriesTo !== null ? { from: seriesFrom, to: seriesTo } : null),
    screens: ({ booked }) => booked,
    playouts: (campaign) => summaryOf(campaign),
  },
};
