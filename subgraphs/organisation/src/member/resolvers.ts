import { findVisible } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { members } from './queries.ts';

export const memberResolvers: Resolvers = {
  Query: {
    me: (_, __, ctx) => (ctx.viewer.personId ? ctx.loaders.member.load(ctx.viewer.personId) : null),
    member: (_, { id }, ctx) => findVisible('member', id, ctx.loaders.member),
    members: (_, args, ctx) => ctx.page(members, null, args),
  },
  Member: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.member.load(id),
    employer: ({ employerId }, _, ctx) => (employerId === null ? null : ctx.loaders.enterprise.load(employerId)),
    union: ({ unionId }, _, ctx) => (unionId === null ? null : ctx.loaders.union.load(unionId)),
  },
};
