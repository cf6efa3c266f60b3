import { findVisible } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { correctMember, sealCorrection } from './correctMember.ts';
import { looksUp } from './lookUps.ts';
import { mergeMembers } from './mergeMembers.ts';
import { members } from './queries.ts';
import { countLookUp, readMember } from './readMember.ts';
import { currentMembershipStatus } from './rules.ts';
import { recordOf } from './scope.ts';
import { unmergeMembers } from './unmergeMembers.ts';

export const memberResolvers: Resolvers = {
  Query: {
    me: (_, __, ctx) => (ctx.viewer.personId ? ctx.loaders.member.load(ctx.viewer.personId) : null),
    member: async (_, { id }, ctx, { path }) => {
      await countLookUp(ctx, id, path);
      return findVisible('member', id, ctx.loaders.member);
    },
    members: async (_, args, ctx) => {
      if (looksUp(ctx.viewer)) await ctx.loaders.lookUpByName.load(args);
      return ctx.page(members, null, args);
    },
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
    memberNo: (row, _, { viewer }) => recordOf(viewer, row).memberNo,
    identityMasked: (row, _, { viewer }) => recordOf(viewer, row).identityMasked,
    gender: (row, _, { viewer }) => recordOf(viewer, row).gender,
    birthYear: (row, _, { viewer }) => recordOf(viewer, row).birthYear,
    hukouType: (row, _, { viewer }) => recordOf(viewer, row).hukouType,
    isMigrantWorker: (row, _, { viewer }) => recordOf(viewer, row).isMigrantWorker,
    phoneMasked: (row, _, { viewer }) => recordOf(viewer, row).phoneMasked,
    email: (row, _, { viewer }) => recordOf(viewer, row).email,
    employmentKind: (row, _, { viewer }) => recordOf(viewer, row).employmentKind,
    contractTermMonths: (row, _, { viewer }) => recordOf(viewer, row).contractTermMonths,
    membershipStatus: async (row, _, ctx) => {
      const { id, membershipStatus } = recordOf(ctx.viewer, row);
      return currentMembershipStatus(
        membershipStatus,
        membershipStatus === 'TRANSFERRING' ? await ctx.loaders.lapsedTransfer.load(id) : null,
      );
    },
    joinedAt: (row, _, { viewer }) => recordOf(viewer, row).joinedAt,
    employer: (row, _, ctx) => {
      const { employerId } = recordOf(ctx.viewer, row);
      return employerId === null ? null : ctx.loaders.enterprise.load(employerId);
    },
    union: (row, _, ctx) => {
      const { unionId } = recordOf(ctx.viewer, row);
      return unionId === null ? null : ctx.loaders.union.load(unionId);
    },
    corrections: (row, _, ctx) => ctx.loaders.correctionsOfMember.load(recordOf(ctx.viewer, row).id),
    merges: (row, _, ctx) => ctx.loaders.mergesOfMember.load(recordOf(ctx.viewer, row).id),
    recordIds: async (row, _, ctx) => {
      const { id } = recordOf(ctx.viewer, row);
      const merges = await ctx.loaders.mergesOfMember.load(id);
      return [id, ...merges.filter(({ status }) => status === 'MERGED').map(({ duplicateId }) => duplicateId)];
    },
  },
  MemberMerge: {
    survivor: ({ survivorId }, _, ctx, { path }) => readMember(ctx, survivorId, path),
  },
};
