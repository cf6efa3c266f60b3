import { attendanceBp } from '../attendance/rules.ts';
import type { Resolvers } from '../schema.gen.ts';
import { recordGraduation } from './recordGraduation.ts';
import { recordTermResult } from './recordTermResult.ts';

export const degreeTermResolvers: Resolvers = {
  Mutation: {
    recordTermResult: (_, { input }, ctx) => ctx.mutate(input, (tx) => recordTermResult(tx, input)),
    recordGraduation: (_, { input }, ctx) => ctx.mutate(input, (tx) => recordGraduation(tx, input)),
  },
  DegreeApplication: {
    terms: ({ id }, _, ctx) => ctx.loaders.termsOfApplication.load(id),
    creditsEarned: ({ id }, _, ctx) => ctx.loaders.creditsOfApplication.load(id),
  },
  DegreeTerm: {
    attendanceBp: ({ attended, meetings }) => attendanceBp(attended, meetings) ?? 0,
  },
};
