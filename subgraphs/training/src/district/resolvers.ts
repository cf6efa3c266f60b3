import { refuseIf } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { districtPolicy } from './policy.ts';

export const districtResolvers: Resolvers = {
  District: {
    __resolveReference: ({ code }) => ({ code }),
    skillsStats: ({ code }, { period: { from, to } }, ctx) => {
      districtPolicy.authorise(ctx.viewer, 'skillsStats', { code: code as string });
      refuseIf(to < from, 'BAD_USER_INPUT', `The period ends on ${to}, before it begins on ${from}.`, { field: 'period' });
      return ctx.loaders.skillsStats.load({ code: code as string, from, to });
    },
  },
};
