import type { Resolvers } from '../schema.gen.ts';
import { setTariff } from './setTariff.ts';

export const tariffResolvers: Resolvers = {
  Mutation: {
    setTariff: (_, { input }, ctx) => ctx.mutate(input, (tx) => setTariff(tx, input)),
  },
};
