import { inScope } from '@union-graph/identity';
import { findVisible } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { STAFF_READERS } from '../staff-member/scope.ts';
import { activateUnion } from './activateUnion.ts';
import { approveUnion } from './approveUnion.ts';
import { createUnion } from './createUnion.ts';
import { dissolveUnion } from './dissolveUnion.ts';
import { linkUnionToPoint } from './linkUnionToPoint.ts';
import { moveUnion } from './moveUnion.ts';
import { childrenOfUnion, unionTree } from './queries.ts';
import { suspendUnion } from './suspendUnion.ts';

export const unionResolvers: Resolvers = {
  Query: {
    union: (_, { id }, ctx) => findVisible('union', id, ctx.loaders.union),
    unionTree: (_, args, ctx) => unionTree(ctx, args),
  },
  Mutation: {
    createUnion: (_, { input }, ctx) => ctx.mutate(input, (tx) => createUnion(tx, input)),
    approveUnion: (_, { input }, ctx) => ctx.mutate(input, (tx) => approveUnion(tx, input)),
    activateUnion: (_, { input }, ctx) => ctx.mutate(input, (tx) => activateUnion(tx, input)),
    suspendUnion: (_, { input }, ctx) => ctx.mutate(input, (tx) => suspendUnion(tx, input)),
    dissolveUnion: (_, { input }, ctx) => ctx.mutate(input, (tx) => dissolveUnion(tx, input)).finally(() => ctx.refresh()),
    moveUnion: (_, { input }, ctx) => ctx.mutate(input, (tx) => moveUnion(tx, input)).finally(() => ctx.refresh()),
    linkUnionToPoint: (_, { input }, ctx) => ctx.mutate(input, (tx) => linkUnionToPoint(tx, input)),
  },
  Union: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.union.load(id),
    parent: ({ parentId }, _, ctx) => (parentId === null ? null : ctx.loaders.union.load(parentId)),
    children: ({ id }, args, ctx) => ctx.page(childrenOfUnion, id, args),
    districts: ({ id }, _, ctx) => ctx.loaders.districtsOfUnion.load(id),
    approvedBy: ({ approvedById }, _, ctx) => (approvedById === null ? null : ctx.loaders.union.load(approvedById)),
    chair: ({ chairId }, _, ctx) => (chairId === null ? null : ctx.loaders.staffMember.load(chairId)),
    dualParent: ({ dualParentId }, _, ctx) => (dualParentId === null ? null : ctx.loaders.union.load(dualParentId)),
    mergedInto: ({ mergedIntoId }, _, ctx) => (mergedIntoId === null ? null : ctx.loaders.union.load(mergedIntoId)),
    endReason: ({ endReason, scopePath }, _, ctx) => (inScope(ctx.viewer, scopePath, ...STAFF_READERS) ? endReason : null),
    memberCount: async ({ id }, _, ctx) => (await ctx.loaders.unionCounts.load(id))?.memberCount,
    femaleMemberCount: async ({ id }, _, ctx) => (await ctx.loaders.unionCounts.load(id))?.femaleMemberCount,
    migrantMemberCount: async ({ id }, _, ctx) => (await ctx.loaders.unionCounts.load(id))?.migrantMemberCount,
  },
};
