import type { Resolvers } from '../schema.gen.ts';
import { createProgramme } from './createProgramme.ts';
import { programmePolicy } from './policy.ts';
import { trainingProgrammes } from './queries.ts';

export const trainingProgrammeResolvers: Resolvers = {
  Query: {
    trainingProgrammes: (_, args, ctx) => ctx.page(trainingProgrammes, null, args),
  },
  Mutation: {
    createProgramme: (_, { input }, ctx) => ctx.mutate(input, (tx) => createProgramme(tx, input)),
  },
  TrainingProgramme: {
    sponsors: ({ id }, _, ctx) => ctx.loaders.sponsorsOfProgramme.load(id),
    modules: ({ id }, _, ctx) => ctx.loaders.modulesOfProgramme.load(id),
    headcount: ({ id }, _, ctx) => ctx.loaders.headcountOfProgramme.load(id),
    progressBp: async ({ id, targetHeadcount }, _, ctx) =>
      Math.floor(((await ctx.loaders.headcountOfProgramme.load(id)) * 10_000) / targetHeadcount),
    budgetFen: ({ budgetFen }, _, ctx) => (programmePolicy.allows(ctx.viewer, 'readBudget', {}) ? budgetFen : null),
  },
};
