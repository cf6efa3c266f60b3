import { readMember } from '../member/readMember.ts';
import type { Resolvers } from '../schema.gen.ts';
import { endCadreLink, linkCadre } from './linkCadre.ts';
import { cadreCoverage, cadreLinks } from './queries.ts';
import { recordVisit } from './recordVisit.ts';

export const cadreLinkResolvers: Resolvers = {
  Query: {
    cadreLinks: (_, args, ctx) => ctx.page(cadreLinks, null, args),
    cadreCoverage: (_, __, ctx) => cadreCoverage(ctx),
  },
  Mutation: {
    linkCadre: (_, { input }, ctx) => ctx.mutate(input, (tx) => linkCadre(tx, input)),
    endCadreLink: (_, { input }, ctx) => ctx.mutate(input, (tx) => endCadreLink(tx, input)),
    recordVisit: (_, { input }, ctx) => ctx.mutate(input, (tx) => recordVisit(tx, input)),
  },
  ServicePoint: {
    cadreLinks: ({ id }, _, ctx) => ctx.loaders.linksOfPoint.load(id),
  },
  CadreLink: {
    cadre: ({ cadreId }, _, ctx) => ctx.loaders.staffMember.load(cadreId),
    target: async ({ servicePointId, enterpriseId, memberId }, _, ctx, { path }) => {
      if (servicePointId !== null) return typed('ServicePoint', await ctx.loaders.servicePoint.load(servicePointId));
      if (enterpriseId !== null) return typed('Enterprise', await ctx.loaders.enterprise.load(enterpriseId));
      return typed('Member', await readMember(ctx, memberId as string, path));
    },
    visits: ({ id }, _, ctx) => ctx.loaders.visitsOfLink.load(id),
  },
  ContactVisit: {
    demands: ({ id }, _, ctx) => ctx.loaders.demandsOfVisit.load(id),
  },
};

const typed = <Name extends string, Row extends object>(__typename: Name, row: Row | null) => row && { __typename, ...row };
