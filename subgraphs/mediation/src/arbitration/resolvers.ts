import type { Resolvers } from '../schema.gen.ts';
import { recordAward } from './recordAward.ts';
import { recordJudgment } from './recordJudgment.ts';
import { referToArbitration } from './referToArbitration.ts';

export const arbitrationResolvers: Resolvers = {
  Mutation: {
    referToArbitration: (_, { input }, ctx) => ctx.mutate(input, (tx) => referToArbitration(tx, input)),
    recordAward: (_, { input }, ctx) => ctx.mutate(input, (tx) => recordAward(tx, input)),
    recordJudgment: (_, { input }, ctx) => ctx.mutate(input, (tx) => recordJudgment(tx, input)),
  },
  MediationCase: {
    award: ({ id }, _, ctx) => ctx.loaders.awardOfCase.load(id),
  },
};
