import type { Resolvers } from '../schema.gen.ts';
import { findOwnSubgraph } from './ownSubgraph.ts';

export const publisherResolvers: Resolvers = {
  Query: {
    mySubgraph: async (_, __, ctx) => {
      const name = await findOwnSubgraph(ctx);
      return name === null ? null : { name };
    },
  },
};
