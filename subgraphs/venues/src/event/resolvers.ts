import { findVisible, isId } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { cancelEvent } from './cancelEvent.ts';
import { publishEvent } from './publishEvent.ts';
import { cultureEvents, messagesOfEvent } from './queries.ts';
import { eventStatusAt } from './rules.ts';
import { signMessage } from './signMessage.ts';

export const eventResolvers: Resolvers = {
  Query: {
    cultureEvents: (_, args, ctx) => ctx.page(cultureEvents, null, args),
    cultureEvent: (_, { id }, ctx) => findVisible('event', id, ctx.loaders.cultureEvent),
  },
  Mutation: {
    publishEvent: (_, { input }, ctx) => ctx.mutate(input, (tx) => publishEvent(tx, input)),
    cancelEvent: (_, { input }, ctx) => ctx.mutate(input, (tx) => cancelEvent(tx, input)),
    signMessage: (_, { input }, ctx) => ctx.mutate(input, (tx) => signMessage(tx, input)),
  },
  CultureEvent: {
    __resolveReference: ({ id }, ctx) => (isId(id) ? ctx.loaders.cultureEvent.load(id) : null),
    venue: ({ venueId }, _, ctx) => (venueId ? ctx.loaders.venue.load(venueId) : null),
    facility: ({ facilityId }, _, ctx) => (facilityId ? ctx.loaders.facility.load(facilityId) : null),
    registrationCount: ({ taken, cancelledAt }) => (cancelledAt === null ? taken : 0),
    ticketTypes: ({ id }, _, ctx) => ctx.loaders.ticketTypesOfEvent.load(id),
    status: (event, _, ctx) => eventStatusAt(event, ctx.now),
    messages: ({ id }, page, ctx) => ctx.page(messagesOfEvent, id, page),
  },
  SignedMessage: {
    member: ({ memberId }) => ({ id: memberId }),
    event: ({ eventId }, _, ctx) => ctx.loaders.cultureEvent.load(eventId),
  },
};
