import { findVisible } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { correctMember, sealCorrection } from './correctMember.ts';
import { mergeMembers } from './mergeMembers.ts';
import { members } from './queries.ts';
import { unmergeMembers } from './unmergeMembers.ts';

export const memberResolvers: Resolvers = {
  Query: {
    me: (_, __, ctx) => (ctx.viewer.personId ? ctx.loaders.member.load(ctx.viewer.personId) : null),
    member: (_, { id }, ctx) => findVisible('member', id, ctx.loaders.member),
    members: (_, args, ctx) => ctx.page(members, null, args),
    memberMerge: (_, { id }, ctx) => findVisible('merge', id, ctx.loaders.memberMerge),
  },
  Mutation: {
    correctMember: (_, { input }, ctx) => {
      const sealed = sealCorrection(input, ctx.now);
      return ctx.mutate(sealed, (tx) => correctMember(tx, sealed));
    },
    mergeMembers: (_, { input }, ctx) => ctx.mutate(input, (tx) => mergeMembers(tx, input)).finally(() => ctx.refresh()),
    unmergeMembers: (_, { input }, ctx) => ctx.mutate(input, (tx) => unmergeMembers(tx, input)).finally(() => ctx.refresh()),
  },
  Member: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.member.load(id),
    employer: ({ employerId }, _, ctx) => (employerId === null ? null : ctx.loaders.enterprise.load(employerId)),
    union: ({ unionId }, _, ctx) => (unionId === null ? null : ctx.loaders.union.load(unionId)),
    corrections: ({ id }, _, ctx) => ctx.loaders.correctionsOfMember.load(id),
    merges: ({ id }, _, ctx) => ctx.loaders.mergesOfMember.load(id),
  },
  MemberMerge: {
    survivor: ({ survivorId }, _, ctx) => ctx.loaders.member.load(survivorId),
  },
};
