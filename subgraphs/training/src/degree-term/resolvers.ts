import { attendanceBp } from '../attendance/rules.ts';
import type { Resolvers } from '../schema.gen.ts';
import { correctTermResult } from './correctTermResult.ts';
import { recordGraduation } from './recordGraduation.ts';
import { recordTermResult } from './recordTermResult.ts';

export const degreeTermResolvers: Resolvers = {
  Mutation: {
    recordTermResult: (_, { input }, ctx) => ctx.mutate(input, (tx) => recordTermResult(tx, input)),
    correctTermResult: (_, { input }, ctx) => ctx.mutate(input, (tx) => correctTermResult(tx, input)),
    recordGraduation: (_, { input }, ctx) => ctx.mutate(input, (tx) => recordGraduation(tx, input)),
  },
  DegreeApplication: {
    terms: ({ id }, _, ctx) => ctx.loaders.termsOfApplication.load(id),
    correctedTerms: ({ id }, _, ctx) => ctx.loaders.correctedTermsOfApplication.load(id),
    creditsEarned: ({ id }, _, ctx) => ctx.loaders.creditsOfApplication.load(id),
  },
  DegreeTerm: {
    attendanceBp: ({ attended, meetings }) => attendanceBp(attended, meetings) ?? 0,
  },
};
