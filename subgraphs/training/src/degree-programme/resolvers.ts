import type { Resolvers } from '../schema.gen.ts';
import { degreeProgrammes } from './queries.ts';
import { setScoreLine } from './setScoreLine.ts';

export const degreeProgrammeResolvers: Resolvers = {
  Query: {
    degreeProgrammes: (_, args, ctx) => ctx.page(degreeProgrammes, null, args),
  },
  Mutation: {
    setScoreLine: (_, { input }, ctx) => ctx.mutate(input, (tx) => setScoreLine(tx, input)),
  },
  DegreeProgramme: {
    institution: ({ institutionId }, _, ctx) => ctx.loaders.institution.load(institutionId),
    scoreLines: ({ id }, _, ctx) => ctx.loaders.scoreLines.load(id),
  },
};
