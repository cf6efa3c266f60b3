import type { Resolvers } from '../schema.gen.ts';
import { linkedParties } from './queries.ts';

export const linkedPartyResolvers: Resolvers = {
  Query: {
    linkedParties: (_, __, ctx) => linkedParties(ctx),
  },
};
