import { isId } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { appointMediator } from './appointMediator.ts';

export const mediatorResolvers: Resolvers = {
  Mutation: {
    appointMediator: (_, { input }, ctx) => ctx.mutate(input, (tx) => appointMediator(tx, input)),
  },
  Mediator: {
    org: ({ orgId }, _, ctx) => ctx.loaders.mediationOrg.load(orgId),
    lawyer: ({ lawyerId }, _, ctx) => (lawyerId ? ctx.loaders.lawyer.load(lawyerId) : null),
  },
  StaffMember: {
    __resolveReference: ({ id }) => ({ id }),
    mediatorProfile: ({ id }, _, ctx) => (id && isId(id) ? ctx.loaders.mediatorProfile.load(id) : null),
  },
};
