import { isId } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';

export const mediationCaseResolvers: Resolvers = {
  MediationCase: {
    __resolveReference: ({ id, applicants }) => ({ id, applicants }),
    linkedAid: async ({ applicants = [] }, _, ctx) => {
      const members = [...new Set(applicants.flatMap(({ member }) => (member && isId(member.id) ? member.id : [])))];
      const found = await ctx.loaders.aidOfMember.loadMany(members);
      const all = found.flatMap((one) => {
        if (one instanceof Error) throw one;
        return one;
      });
      return all.toSorted((one, other) => other.appliedAt.getTime() - one.appliedAt.getTime());
    },
  },
};
