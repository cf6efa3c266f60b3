import type { Resolvers } from '../schema.gen.ts';
import { countPassage, resetOccupancy } from './countPassage.ts';

export const occupancyResolvers: Resolvers = {
  Mutation: {
    countPassage: (_, { input }, ctx) => ctx.mutate(input, (tx) => countPassage(tx, input)),
    resetOccupancy: (_, { input }, ctx) => ctx.mutate(input, (tx) => resetOccupancy(tx, input)),
  },
  Facility: {
    occupancy: ({ id, accessMode }, _, ctx) => (accessMode === 'OPEN_ACCESS' ? ctx.loaders.occupancy.load(id) : null),
  },
};
