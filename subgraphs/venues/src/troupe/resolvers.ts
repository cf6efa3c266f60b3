import { isId } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { acceptTeamInvitation } from './acceptTeamInvitation.ts';
import { addTroupeMember } from './addTroupeMember.ts';
import { createTeam } from './createTeam.ts';
import { leaveTeam } from './leaveTeam.ts';
import { troupePolicy } from './policy.ts';
import { findArtTroupe, membershipsOfTeam, membersOfTeam } from './queries.ts';

export const troupeResolvers: Resolvers = {
  Query: {
    artTroupe: (_, _args, ctx) => findArtTroupe(ctx.db),
  },
  Mutation: {
    createTeam: (_, { input }, ctx) => ctx.mutate(input, (tx) => createTeam(tx, input)),
    addTroupeMember: (_, { input }, ctx) => ctx.mutate(input, (tx) => addTroupeMember(tx, input)),
    acceptTeamInvitation: (_, { input }, ctx) => ctx.mutate(input, (tx) => acceptTeamInvitation(tx, input)),
    leaveTeam: (_, { input }, ctx) => ctx.mutate(input, (tx) => leaveTeam(tx, input)),
  },
  Member: {
    teamMemberships: ({ id }, _, ctx) => ctx.loaders.teamMembershipsOfMember.load(id),
  },
  ArtTroupe: {
    __resolveReference: ({ id }, ctx) => (isId(id) ? ctx.loaders.artTroupe.load(id) : null),
    teams: ({ id }, _, ctx) => ctx.loaders.teamsOfTroupe.load(id),
    memberCount: async ({ id }, _, ctx) => (await ctx.loaders.troupeCounts.load(id)).members,
    performanceCount: async ({ id }, _, ctx) => (await ctx.loaders.troupeCounts.load(id)).performances,
  },
  TroupeTeam: {
    enterprise: ({ enterpriseId }) => (enterpriseId === null ? null : { id: enterpriseId }),
    memberCount: ({ id }, _, ctx) => ctx.loaders.teamSize.load(id),
    members: ({ id }, page, ctx) => ctx.page(membersOfTeam, id, page),
    memberships: ({ id }, page, ctx) => ctx.page(membershipsOfTeam, id, page),
  },
  TroupeMember: {
    member: async ({ memberId, troupeId }, _, ctx) => {
      const troupe = await ctx.loaders.artTroupe.load(troupeId);
      return troupe && troupePolicy.allows(ctx.viewer, 'readMembers', troupe) ? { id: memberId } : null;
    },
    teams: ({ id }, _, ctx) => ctx.loaders.teamsOfTroupeMember.load(id),
  },
  TeamMembership: {
    team: ({ teamId }, _, ctx) => ctx.loaders.troupeTeam.load(teamId),
    member: async ({ performerId }, _, ctx) => {
      const performer = await ctx.loaders.troupeMember.load(performerId);
      return performer && { id: performer.memberId };
    },
    skill: async ({ skill, performerId }, _, ctx) => skill ?? (await ctx.loaders.troupeMember.load(performerId))?.skill,
  },
};
