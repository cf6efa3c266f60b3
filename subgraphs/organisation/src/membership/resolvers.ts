import { findVisible } from '@union-graph/subgraph';
import { readMember } from '../member/readMember.ts';
import type { Resolvers } from '../schema.gen.ts';
import { applyForMembership } from './applyForMembership.ts';
import { decideMembership } from './decideMembership.ts';
import { expelMember, leaveUnion } from './leaveUnion.ts';
import { membershipApplications } from './queries.ts';
import { recordDeath } from './recordDeath.ts';
import { resumeMembership, retainMembership } from './retainMembership.ts';
import { reviewMembership } from './reviewMembership.ts';
import { sealApplication } from './sealWorker.ts';
import { withdrawDeath } from './withdrawDeath.ts';
import { withdrawMembershipApplication } from './withdrawMembershipApplication.ts';

export const membershipResolvers: Resolvers = {
  Query: {
    membershipApplication: (_, { id }, ctx) => findVisible('application', id, ctx.loaders.membershipApplication),
    membershipApplications: (_, args, ctx) => ctx.page(membershipApplications, null, args),
  },
  Mutation: {
    applyForMembership: (_, { input }, ctx) => {
      const sealed = sealApplication(input, ctx.now);
      return ctx.mutate(sealed, (tx) => applyForMembership(tx, sealed));
    },
    reviewMembership: (_, { input }, ctx) => ctx.mutate(input, (tx) => reviewMembership(tx, input)),
    decideMembership: (_, { input }, ctx) => ctx.mutate(input, (tx) => decideMembership(tx, input)),
    withdrawMembershipApplication: (_, { input }, ctx) => ctx.mutate(input, (tx) => withdrawMembershipApplication(tx, input)),
    retainMembership: (_, { input }, ctx) => ctx.mutate(input, (tx) => retainMembership(tx, input)),
    resumeMembership: (_, { input }, ctx) => ctx.mutate(input, (tx) => resumeMembership(tx, input)),
    leaveUnion: (_, { input }, ctx) => ctx.mutate(input, (tx) => leaveUnion(tx, input)),
    expelMember: (_, { input }, ctx) => ctx.mutate(input, (tx) => expelMember(tx, input)),
    recordDeath: (_, { input }, ctx) => ctx.mutate(input, (tx) => recordDeath(tx, input)),
    withdrawDeath: (_, { input }, ctx) => ctx.mutate(input, (tx) => withdrawDeath(tx, input)),
  },
  MembershipApplication: {
    member: ({ memberId }, _, ctx, { path }) => readMember(ctx, memberId, path),
    union: ({ unionId }, _, ctx) => ctx.loaders.union.load(unionId),
    onBehalf: ({ memberId, submittedById }) => memberId !== submittedById,
  },
};
