import { startOfDay } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { itemsOfReport, sentimentReport } from './queries.ts';

export const sentimentResolvers: Resolvers = {
  Query: {
    sentimentReport: (_, { week }, ctx) => sentimentReport(ctx, week),
  },
  SentimentReport: {
    items: (report, args, ctx) =>
      ctx.page(itemsOfReport, null, { ...args, from: report.from as string, to: report.to as string }),
  },
  SentimentItem: {
    at: ({ happenedOn }) => startOfDay(happenedOn),
  },
};
