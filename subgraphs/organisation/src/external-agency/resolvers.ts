import type { Resolvers } from '../schema.gen.ts';

export const externalAgencyResolvers: Resolvers = {
  ExternalAgency: {
    __resolveReference: ({ code }, ctx) => ctx.loaders.externalAgency.load(code),
  },
  AgencyOrUnion: {
    __resolveType: (unit) => ('kind' in unit ? 'Union' : 'ExternalAgency'),
  },
};
