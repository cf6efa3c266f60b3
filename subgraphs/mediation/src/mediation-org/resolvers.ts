import { findVisible, isId } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { createMediationOrg } from './createMediationOrg.ts';
import { readsHeadcount } from './policy.ts';
import { mediationOrgs } from './queries.ts';

export const orgResolvers: Resolvers = {
  Query: {
    mediationOrg: (_, { id }, ctx) => findVisible('mediation organisation', id, ctx.loaders.mediationOrg),
    mediationOrgs: (_, args, ctx) => ctx.page(mediationOrgs, null, args),
  },
  Mutation: {
    createMediationOrg: (_, { input }, ctx) => ctx.mutate(input, (tx) => createMediationOrg(tx, input)),
  },
  MediationOrg: {
    __resolveReference: ({ id }, ctx) => (isId(id) ? ctx.loaders.mediationOrg.load(id) : null),
    district: ({ districtCode }) => (districtCode ? { code: districtCode } : null),
    servicePoint: ({ servicePointId }) => (servicePointId ? { id: servicePointId } : null),
    enterprise: ({ enterpriseId }) => (enterpriseId ? { id: enterpriseId } : null),
    headcountAtFounding: (org, _, ctx) => (readsHeadcount(ctx.viewer, org) ? org.headcountAtFounding : null),
    mediators: ({ id }, _, ctx) => ctx.loaders.mediatorsOfOrg.load(id),
  },
  ServicePoint: {
    __resolveReference: ({ id }) => ({ id }),
    mediationOrg: ({ id }, _, ctx) => (id && isId(id) ? ctx.loaders.orgOfServicePoint.load(id) : null),
  },
  Enterprise: {
    __resolveReference: ({ id }) => ({ id }),
    mediationCommittee: ({ id }, _, ctx) => (id && isId(id) ? ctx.loaders.committeeOf.load(id) : null),
  },
};
