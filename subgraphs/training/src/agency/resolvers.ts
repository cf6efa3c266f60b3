import type { Resolvers } from '../schema.gen.ts';
import { agencyDelegates } from './queries.ts';
import { setAgencyDelegate } from './setAgencyDelegate.ts';

export const agencyResolvers: Resolvers = {
  Query: {
    agencyDelegates: (_, __, ctx) => agencyDelegates(ctx),
  },
  Mutation: {
    setAgencyDelegate: (_, { input }, ctx) => ctx.mutate(input, (tx) => setAgencyDelegate(tx, input)),
  },
  AgencyDelegate: {
    agency: ({ agencyCode }) => (agencyCode === null ? null : { code: agencyCode }),
  },
};
