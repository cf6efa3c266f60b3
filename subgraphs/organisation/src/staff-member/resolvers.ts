import type { Resolvers } from '../schema.gen.ts';

export const staffMemberResolvers: Resolvers = {
  StaffMember: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.staffMember.load(id),
    workPhone: async ({ id }, _, ctx) => (await ctx.loaders.staffContact.load(id))?.workPhone,
    workEmail: async ({ id }, _, ctx) => (await ctx.loaders.staffContact.load(id))?.workEmail,
  },
};
