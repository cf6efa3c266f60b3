import type { Resolvers } from '../schema.gen.ts';

export const memberResolvers: Resolvers = {
  Member: {
    __resolveReference: ({ id }) => ({ id }),
  },
  StaffMember: {
    __resolveReference: ({ id }) => ({ id }),
  },
};
