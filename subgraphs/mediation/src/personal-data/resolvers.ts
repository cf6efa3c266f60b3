import type { Resolvers } from '../schema.gen.ts';

export const personalDataResolvers: Resolvers = {
  PersonalDataRequest: {
    __resolveReference: ({ id }) => ({ id }),
    mediationCopy: ({ id }, _, ctx) => (id ? ctx.loaders.personalDataCopy.load(id) : null),
  },
};
