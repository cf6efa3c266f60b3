import { hasRole, STAFF_ROLES, type Viewer } from '@union-graph/identity';
import { forbidden, notFound } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { allRegistered } from './loaders.ts';

export const registryResolvers: Resolvers = {
  Query: {
    subgraphs: async (_, __, ctx) => {
      refuseUnlessStaff(ctx.viewer);
      return (await allRegistered(ctx)).map(({ name }) => ({ name }));
    },
    subgraph: async (_, { name }, ctx) => {
      refuseUnlessStaff(ctx.viewer);
      const found = await ctx.loaders.registeredSubgraph.load(name);
      if (!found) throw notFound('subgraph', name);
      return { name };
    },
  },
  RegisteredSubgraph: {
    __resolveReference: ({ name }) => ({ name }),
    owner: async ({ name }, _, ctx) => {
      const found = await ctx.loaders.registeredSubgraph.load(name as string);
      return found && { __typename: 'Union', id: found.ownerUnionId };
    },
    stewards: async ({ name }, _, ctx) =>
      (await ctx.loaders.stewardsOfSubgraph.load(name as string)).map((id) => ({ person: { id } })),
  },
  SubgraphOwner: { __resolveType: () => 'Union' },
};

/** Refuses viewers who are not staff: the register of subgraphs is internal. */
export function refuseUnlessStaff(viewer: Viewer): void {
  if (viewer.agreement !== undefined || !hasRole(viewer, ...STAFF_ROLES))
    throw forbidden(viewer, 'This is for the staff of the federation.', { kind: 'role', anyOf: STAFF_ROLES });
}
