import type { Resolvers } from '../schema.gen.ts';
import { applyConfirmation } from './applyConfirmation.ts';
import { recordConfirmation } from './recordConfirmation.ts';

export const confirmationResolvers: Resolvers = {
  Mutation: {
    applyConfirmation: (_, { input }, ctx) => ctx.mutate(input, (tx) => applyConfirmation(tx, input)),
    recordConfirmation: (_, { input }, ctx) => ctx.mutate(input, (tx) => recordConfirmation(tx, input)),
  },
  MediationCase: {
    confirmation: ({ id }, _, ctx) => ctx.loaders.confirmationOfCase.load(id),
  },
};
