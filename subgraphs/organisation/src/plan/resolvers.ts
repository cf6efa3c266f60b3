import type { Resolvers } from '../schema.gen.ts';
import { cityIndicators, currentValue, principleDocuments, scopePathOf, workforceStat } from './queries.ts';
import { recordMeasurement } from './recordMeasurement.ts';

export const planResolvers: Resolvers = {
  Query: {
    principleDocuments: (_, { bundle }, ctx) => principleDocuments(ctx, bundle),
    plan: (_, { code }, ctx) => ctx.loaders.plan.load(code),
    cityIndicators: (_, { asOf, dimension }, ctx) => cityIndicators(ctx, asOf ?? null, dimension ?? null),
    workforceStat: (_, { year }, ctx) => workforceStat(ctx, year),
  },
  Mutation: {
    recordMeasurement: (_, { input }, ctx) => ctx.mutate(input, (tx) => recordMeasurement(tx, input)),
  },
  Plan: {
    indicators: ({ code }, _, ctx) => ctx.loaders.indicatorsOfPlan.load(code),
  },
  PlanIndicator: {
    __resolveReference: ({ code }, ctx) => ctx.loaders.planIndicator.load(code),
    comparator: ({ unit }) => (unit === 'MILESTONE' ? 'DONE' : 'AT_LEAST'),
    measurements: ({ code }, { scope }, ctx) => ctx.loaders.measurements.load({ code, scopePath: scopePathOf(scope) }),
    current: (indicator, { scope, asOf }, ctx) => currentValue(ctx, indicator, scope, asOf),
  },
  IndicatorMeasurement: {
    indicator: ({ indicatorCode }, _, ctx) => ctx.loaders.planIndicator.load(indicatorCode),
  },
};
