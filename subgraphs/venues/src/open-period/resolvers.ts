import { civilDay } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { correctFreePeriod, withdrawFreePeriod } from './correctFreePeriod.ts';
import { openFreePeriod } from './openFreePeriod.ts';
import { openPeriodsOn } from './queries.ts';

export const openPeriodResolvers: Resolvers = {
  Query: {
    openPeriods: (_, { on }, ctx) => openPeriodsOn(ctx.db, on ?? civilDay(ctx.now)),
  },
  Mutation: {
    openFreePeriod: (_, { input }, ctx) => ctx.mutate(input, (tx) => openFreePeriod(tx, input)),
    correctFreePeriod: (_, { input }, ctx) => ctx.mutate(input, (tx) => correctFreePeriod(tx, input)),
    withdrawFreePeriod: (_, { input }, ctx) => ctx.mutate(input, (tx) => withdrawFreePeriod(tx, input)),
  },
  OpenPeriod: {
    facilities: ({ id }, _, ctx) => ctx.loaders.facilitiesOfOpenPeriod.load(id),
    personalQuota: ({ minutesPerDay, perPeriod }) => ({ minutesPerDay, perPeriod }),
    changes: ({ id }, _, ctx) => ctx.loaders.changesOfOpenPeriod.load(id),
  },
  OpenPeriodChange: {
    personalQuota: ({ minutesPerDay, perPeriod }) => ({ minutesPerDay, perPeriod }),
    facilityCount: ({ facilityIds }) => facilityIds.length,
  },
};
