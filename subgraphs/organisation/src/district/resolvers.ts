import { isAgreedDistrict } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { allDistricts, contactShortfall } from './queries.ts';
import { recordCoverage } from './recordCoverage.ts';
import { coverageBp } from './rules.ts';

export const districtResolvers: Resolvers = {
  Query: {
    district: (_, { code }, ctx) => (isAgreedDistrict(ctx.viewer, code) ? ctx.loaders.district.load(code) : null),
    districts: (_, __, ctx) => allDistricts(ctx),
  },
  Mutation: {
    recordCoverage: (_, { input }, ctx) => ctx.mutate(input, (tx) => recordCoverage(tx, input)),
  },
  District: {
    __resolveReference: ({ code }, ctx) => ctx.loaders.district.load(code),
    coverageBp: ({ communitiesCovered, communitiesTotal }) => coverageBp(communitiesCovered, communitiesTotal),
    contactShortfall: ({ code }, { year }, ctx) => contactShortfall(ctx, code, year),
  },
};
