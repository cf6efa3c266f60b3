import type { Context } from '../context.ts';
import type { Resolvers } from '../schema.gen.ts';
import { affiliateEnterprise } from './affiliateEnterprise.ts';
import { detachEnterprise } from './detachEnterprise.ts';
import type { Enterprise } from './Enterprise.ts';
import { coveredEnterprises, enterprises, findEnterprise } from './queries.ts';
import { registerEnterprise } from './registerEnterprise.ts';
import { isNonPublic, sizeClass } from './rules.ts';
import { submitLabourReport } from './submitLabourReport.ts';
import { updateHeadcount } from './updateHeadcount.ts';

export const enterpriseResolvers: Resolvers = {
  Query: {
    enterprise: (_, args, ctx) => findEnterprise(ctx, args),
    enterprises: (_, args, ctx) => ctx.page(enterprises, null, args),
  },
  Mutation: {
    registerEnterprise: (_, { input }, ctx) => ctx.mutate(input, (tx) => registerEnterprise(tx, input)),
    updateHeadcount: (_, { input }, ctx) => ctx.mutate(input, (tx) => updateHeadcount(tx, input)),
    affiliateEnterprise: (_, { input }, ctx) => ctx.mutate(input, (tx) => affiliateEnterprise(tx, input)),
    detachEnterprise: (_, { input }, ctx) => ctx.mutate(input, (tx) => detachEnterprise(tx, input)),
    submitLabourReport: (_, { input }, ctx) => ctx.mutate(input, (tx) => submitLabourReport(tx, input)),
  },
  Union: {
    coveredEnterprises: (union, args, ctx) => coveredEnterprises(ctx, union, args),
  },
  Enterprise: {
    __resolveReference: (ref, ctx) =>
      'orgCode' in ref ? ctx.loaders.enterpriseByCode.load(String(ref.orgCode)) : ctx.loaders.enterprise.load(String(ref.id)),
    nonPublic: ({ ownership }) => isNonPublic(ownership),
    headcount: async (row, _, ctx) => (await figuresOf(ctx, row))?.headcount,
    headcountAsOf: async (row, _, ctx) => (await figuresOf(ctx, row))?.headcountAsOf,
    aboveScale: async (row, _, ctx) => (await figuresOf(ctx, row))?.aboveScale,
    sizeClass: async (row, _, ctx) => {
      const figures = await figuresOf(ctx, row);
      return figures && sizeClass(figures.headcount, figures.ownership);
    },
    district: ({ districtCode }, _, ctx) => ctx.loaders.district.load(districtCode),
    union: async ({ id }, _, ctx) => {
      const held = await ctx.loaders.affiliation.load(id);
      return held && ctx.loaders.union.load(held.unionId);
    },
    independentUnionDue: async (row, _, ctx) => (await figuresOf(ctx, row)) && ctx.loaders.independentUnionDue.load(row.id),
    labourReport: ({ id }, { year }, ctx) => ctx.loaders.labourReport.load({ enterpriseId: id, year }),
    affiliation: async ({ id }, _, ctx) =>
      ctx.viewer.kind === 'anonymous' ? null : ((await ctx.loaders.affiliation.load(id)) ?? { kind: 'NONE' }),
  },
  EnterpriseLabourReport: {
    submittedBy: ({ submittedById }, _, ctx) => ctx.loaders.union.load(submittedById),
  },
  EnterpriseAffiliation: {
    union: (held, _, ctx) => ('unionId' in held ? ctx.loaders.union.load(String(held.unionId)) : null),
  },
};

/** An employer's row to those who read its figures, else null. */
const figuresOf = async (ctx: Context, row: Enterprise): Promise<Enterprise | null> =>
  (await ctx.loaders.seesFigures.load(row.id)) ? row : null;
