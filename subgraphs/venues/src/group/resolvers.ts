import { findVisible, isId, Refusal } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { bookRecurring } from './bookRecurring.ts';
import { cancelRecurring } from './cancelRecurring.ts';
import { acceptGroup, handOverGroup } from './handOver.ts';
import { seesGroup } from './policy.ts';
import { fitnessGroups } from './queries.ts';
import { registerFitnessGroup } from './registerFitnessGroup.ts';

export const groupResolvers: Resolvers = {
  Query: {
    fitnessGroups: (_, args, ctx) => {
      if (args.venueId != null && !isId(args.venueId))
        throw new Refusal('BAD_USER_INPUT', `"${args.venueId}" is not an id.`, { field: 'venueId' });
      return ctx.page(fitnessGroups, null, args);
    },
    fitnessGroup: (_, { id }, ctx) => findVisible('fitness group', id, ctx.loaders.fitnessGroup),
  },
  Mutation: {
    registerFitnessGroup: (_, { input }, ctx) => ctx.mutate(input, (tx) => registerFitnessGroup(tx, input)),
    bookRecurring: (_, { input }, ctx) => ctx.mutate(input, (tx) => bookRecurring(tx, input)),
    cancelRecurring: (_, { input }, ctx) => ctx.mutate(input, (tx) => cancelRecurring(tx, input)),
    handOverGroup: (_, { input }, ctx) => ctx.mutate(input, (tx) => handOverGroup(tx, input)),
    acceptGroup: (_, { input }, ctx) => ctx.mutate(input, (tx) => acceptGroup(tx, input)),
  },
  FitnessGroup: {
    venue: ({ venueId }, _, ctx) => ctx.loaders.venue.load(venueId),
    leader: (group, _, ctx) => (group.leaderId !== null && seesGroup(ctx.viewer, group) ? { id: group.leaderId } : null),
    recurring: (group, _, ctx) => (seesGroup(ctx.viewer, group) ? ctx.loaders.recurringOfGroup.load(group.id) : null),
    withoutLeaderSince: (group, _, ctx) => (seesGroup(ctx.viewer, group) ? group.vacantSince : null),
    status: ({ leaderId }) => (leaderId === null ? 'WITHOUT_LEADER' : 'ACTIVE'),
  },
  RecurringBooking: {
    facility: ({ facilityId }, _, ctx) => ctx.loaders.facility.load(facilityId),
  },
};
