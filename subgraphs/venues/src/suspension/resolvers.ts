import type { Resolvers } from '../schema.gen.ts';
import { liftSuspension } from './liftSuspension.ts';

export const suspensionResolvers: Resolvers = {
  Mutation: {
    liftSuspension: (_, { input }, ctx) => ctx.mutate(input, (tx) => liftSuspension(tx, input)),
  },
  Suspension: {
    member: ({ memberId }) => ({ id: memberId }),
  },
};
