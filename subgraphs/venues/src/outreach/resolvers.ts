import { isId } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { cancelOutreach } from './cancelOutreach.ts';
import { closeOutreach } from './closeOutreach.ts';
import { confirmDelivery, rateOutreach } from './confirmDelivery.ts';
import { outreachRequests, outreachRequestsOfUnion } from './queries.ts';
import { requestOutreach } from './requestOutreach.ts';
import { reviewOutreach } from './reviewOutreach.ts';
import { scheduleOutreach } from './scheduleOutreach.ts';

export const outreachRequestResolvers: Resolvers = {
  Query: {
    outreachRequests: (_, args, ctx) => ctx.page(outreachRequests, null, args),
  },
  Mutation: {
    closeOutreach: (_, { input }, ctx) => ctx.mutate(input, (tx) => closeOutreach(tx, input)),
    requestOutreach: (_, { input }, ctx) => ctx.mutate(input, (tx) => requestOutreach(tx, input)),
    reviewOutreach: (_, { input }, ctx) => ctx.mutate(input, (tx) => reviewOutreach(tx, input)),
    scheduleOutreach: (_, { input }, ctx) => ctx.mutate(input, (tx) => scheduleOutreach(tx, input)),
    cancelOutreach: (_, { input }, ctx) => ctx.mutate(input, (tx) => cancelOutreach(tx, input)),
    confirmDelivery: (_, { input }, ctx) => ctx.mutate(input, (tx) => confirmDelivery(tx, input)),
    rateOutreach: (_, { input }, ctx) => ctx.mutate(input, (tx) => rateOutreach(tx, input)),
  },
  OutreachRequest: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.outreachRequest.load(id),
    request: ({ serviceRequestId }) => (serviceRequestId === null ? null : { id: serviceRequestId }),
    member: ({ memberId }) => (memberId === null ? null : { id: memberId }),
    requester: ({ unionId }) => (unionId === null ? null : { id: unionId }),
    workersHome: ({ workersHomeId }) => (workersHomeId === null ? null : { id: workersHomeId }),
    offer: ({ offerId }, _, ctx) => (offerId === null ? null : ctx.loaders.offer.load(offerId)),
    preferred: ({ preferred }) => (preferred ?? []).map(({ start, end }) => ({ start: new Date(start), end: new Date(end) })),
    facility: ({ facilityId }, _, ctx) => (facilityId === null ? null : ctx.loaders.facility.load(facilityId)),
    scheduled: ({ start, end }) => (start && end ? { start, end } : null),
    performance: ({ id, unionId }, _, ctx) => (unionId === null ? null : ctx.loaders.performanceOfRequest.load(id)),
    delivery: ({ id, deliveredAt, deliveredAudience }) =>
      deliveredAt === null ? null : { requestId: id, at: deliveredAt, audience: deliveredAudience ?? 0 },
  },
  Delivery: {
    performance: ({ requestId }, _, ctx) => ctx.loaders.performanceOfRequest.load(requestId),
  },
  ServiceRequest: { __resolveReference: ({ id }) => ({ id }) },
  Union: {
    __resolveReference: ({ id }) => (isId(id) ? { id } : null),
    outreachRequests: ({ id }, args, ctx) => ctx.page(outreachRequestsOfUnion, id as string, args),
  },
};
