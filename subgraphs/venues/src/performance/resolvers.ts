import { requireIds } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { movePerformance } from './movePerformance.ts';
import { performances } from './queries.ts';
import { cancelPerformance, reportPerformance } from './reportPerformance.ts';
import { performanceStatusAt } from './rules.ts';
import { confirmCast, schedulePerformance } from './schedulePerformance.ts';

export const performanceResolvers: Resolvers = {
  Query: {
    performances: (_, args, ctx) => {
      requireIds({ teamId: args.teamId });
      return ctx.page(performances, null, args);
    },
  },
  Mutation: {
    schedulePerformance: (_, { input }, ctx) => ctx.mutate(input, (tx) => schedulePerformance(tx, input)),
    confirmCast: (_, { input }, ctx) => ctx.mutate(input, (tx) => confirmCast(tx, input)),
    movePerformance: (_, { input }, ctx) => ctx.mutate(input, (tx) => movePerformance(tx, input)),
    reportPerformance: (_, { input }, ctx) => ctx.mutate(input, (tx) => reportPerformance(tx, input)),
    cancelPerformance: (_, { input }, ctx) => ctx.mutate(input, (tx) => cancelPerformance(tx, input)),
  },
  Performance: {
    team: ({ teamId }, _, ctx) => ctx.loaders.troupeTeam.load(teamId),
    cast: ({ id }, _, ctx) => ctx.loaders.castOfPerformance.load(id),
    request: ({ requestId }, _, ctx) => (requestId === null ? null : ctx.loaders.outreachRequest.load(requestId)),
    status: (performance, _, ctx) => performanceStatusAt(performance, ctx.now),
  },
};
