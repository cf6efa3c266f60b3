import { findVisible } from '@union-graph/subgraph';
import { ownId } from '../booking/queries.ts';
import { eventPolicy } from '../event/policy.ts';
import type { Resolvers } from '../schema.gen.ts';
import { cancelRegistration } from './cancelRegistration.ts';
import { checkInTicket } from './checkInTicket.ts';
import { doorListOf } from './doorList.ts';
import { mergeCheckIns } from './mergeCheckIns.ts';
import { registrationsOfEvent, registrationsOfMember } from './queries.ts';
import { registerForEvent } from './registerForEvent.ts';
import { registrationStatusAt } from './rules.ts';

export const registrationResolvers: Resolvers = {
  Query: {
    myRegistrations: (_, page, ctx) => ctx.page(registrationsOfMember, ownId(ctx.viewer), page),
    registrations: async (_, args, ctx) => {
      await findVisible('event', args.eventId, ctx.loaders.cultureEvent);
      return ctx.page(registrationsOfEvent, null, args);
    },
    doorList: async (_, { eventId }, ctx) => {
      const event = await findVisible('event', eventId, ctx.loaders.cultureEvent);
      eventPolicy.authorise(ctx.viewer, 'checkInTicket', event);
      return doorListOf(ctx, event);
    },
  },
  Mutation: {
    registerForEvent: (_, { input }, ctx) => ctx.mutate(input, (tx) => registerForEvent(tx, input)),
    cancelRegistration: (_, { input }, ctx) => ctx.mutate(input, (tx) => cancelRegistration(tx, input)),
    checkInTicket: (_, { input }, ctx) => ctx.mutate(input, (tx) => checkInTicket(tx, input)),
    mergeCheckIns: (_, { input }, ctx) => ctx.mutate(input, (tx) => mergeCheckIns(tx, input)),
  },
  Member: {
    registrations: ({ id }, page, ctx) => ctx.page(registrationsOfMember, id, page),
  },
  Registration: {
    member: ({ memberId }) => ({ id: memberId }),
    event: ({ eventId }, _, ctx) => ctx.loaders.cultureEvent.load(eventId),
    ticketType: ({ ticketTypeId }, _, ctx) => (ticketTypeId ? ctx.loaders.ticketType.load(ticketTypeId) : null),
    position: ({ id }, _, ctx) => ctx.loaders.registrationPosition.load(id),
    ticketCode: async ({ memberId, eventId, status, ticketCode }, _, ctx) => {
      if (ctx.viewer.personId !== memberId || status === 'CANCELLED') return null;
      const event = await ctx.loaders.cultureEvent.load(eventId);
      return event?.cancelledAt ? null : ticketCode;
    },
    status: async (registration, _, ctx) => {
      const event = await ctx.loaders.cultureEvent.load(registration.eventId);
      return event ? registrationStatusAt(registration.status, event, ctx.now) : registration.status;
    },
  },
};
