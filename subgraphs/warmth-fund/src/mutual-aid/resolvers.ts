import { civilDay, isId } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { defineMutualAidPlan } from './defineMutualAidPlan.ts';
import { mutualAidPlans } from './queries.ts';
import { coverageStatusOn } from './rules.ts';

export const coverageResolvers: Resolvers = {
  Query: {
    mutualAidPlans: (_, __, ctx) => mutualAidPlans(ctx),
    myCoverage: (_, __, ctx) => (ctx.viewer.personId ? ctx.loaders.coverageOfMember.load(ctx.viewer.personId) : null),
  },
  Mutation: {
    defineMutualAidPlan: (_, { input }, ctx) => ctx.mutate(input, (tx) => defineMutualAidPlan(tx, input)),
  },
  MutualAidPlan: {
    benefits: ({ id }, _, ctx) => ctx.loaders.benefits.load(id),
  },
  Coverage: {
    member: ({ memberId }) => ({ id: memberId }),
    card: ({ cardId }) => ({ id: cardId }),
    plan: ({ planId }, _, ctx) => ctx.loaders.mutualAidPlan.load(planId),
    status: (coverage, _, ctx) => coverageStatusOn(coverage, civilDay(ctx.now)),
  },
  Card: {
    __resolveReference: ({ id }) => (isId(id) ? { id } : null),
    coverage: ({ id }, _, ctx) => ctx.loaders.coverageOfCard.load(id),
  },
};
