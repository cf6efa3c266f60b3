import { startOfDay } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { itemsOfReport, sentimentReport } from './queries.ts';

export const sentimentResolvers: Resolvers = {
  Query: {
    sentimentReport: (_, { week }, ctx) => sentimentReport(ctx, week),
  },
  SentimentReport: {
    items: ({ from, to, total, topics, channels }, args, ctx) =>
      ctx.page(itemsOfReport, null, { ...args, from, to, total, topics, channels }),
  },
  TopicDistrictCount: {
    district: ({ districtCode }, _, ctx) => ctx.loaders.district.load(districtCode),
    suppressed: ({ count }) => count === null,
  },
  SentimentItem: {
    at: ({ from }) => startOfDay(from),
  },
};
