import { findVisible, isListed } from '@union-graph/subgraph';
import { readMember } from '../member/readMember.ts';
import { requesterOf } from '../member/scope.ts';
import type { Resolvers } from '../schema.gen.ts';
import { dispatchServiceRequest } from './dispatchServiceRequest.ts';
import { confirmClosure, reopenServiceRequest } from './endServiceRequest.ts';
import { serviceRequests } from './queries.ts';
import { resolveServiceRequest } from './resolveServiceRequest.ts';
import { isEnded, requestStatusAt } from './rules.ts';
import { submitServiceRequest } from './submitServiceRequest.ts';
import { triageServiceRequest } from './triageServiceRequest.ts';

export const serviceRequestResolvers: Resolvers = {
  Query: {
    serviceRequest: (_, { id }, ctx) => findVisible('request', id, ctx.loaders.serviceRequest),
    serviceRequests: (_, args, ctx) => ctx.page(serviceRequests, null, args),
  },
  Mutation: {
    submitServiceRequest: (_, { input }, ctx) => ctx.mutate(input, (tx) => submitServiceRequest(tx, input)),
    triageServiceRequest: (_, { input }, ctx) => ctx.mutate(input, (tx) => triageServiceRequest(tx, input)),
    dispatchServiceRequest: (_, { input }, ctx) => ctx.mutate(input, (tx) => dispatchServiceRequest(tx, input)),
    resolveServiceRequest: (_, { input }, ctx) => ctx.mutate(input, (tx) => resolveServiceRequest(tx, input)),
    confirmClosure: (_, { input }, ctx) => ctx.mutate(input, (tx) => confirmClosure(tx, input)),
    reopenServiceRequest: (_, { input }, ctx) => ctx.mutate(input, (tx) => reopenServiceRequest(tx, input)),
  },
  ServiceRequest: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.serviceRequest.load(id),
    status: (request, _, ctx) => requestStatusAt(request, ctx.now),
    requester: async ({ requesterId, status }, _, ctx, { path }) => {
      const found = requesterId === null ? null : await readMember(ctx, requesterId, path);
      return found && requesterOf(ctx.viewer, found, { isOpen: !isEnded(status), isListed: isListed(path) });
    },
    requesterHasDied: ({ requesterId }, _, ctx) =>
      requesterId === null ? false : ctx.loaders.requesterHasDied.load(requesterId),
    handledBy: ({ handledByType, handledById }) =>
      handledByType === null || handledById === null ? null : { __typename: handledByType as 'MediationCase', id: handledById },
    duplicateOf: ({ duplicateOfId }, _, ctx) => (duplicateOfId === null ? null : ctx.loaders.serviceRequest.load(duplicateOfId)),
  },
  MediationCase: { __resolveReference: ({ id }) => ({ id }) },
  AidApplication: { __resolveReference: ({ id }) => ({ id }) },
  HardshipFile: { __resolveReference: ({ id }) => ({ id }) },
  JobReferral: { __resolveReference: ({ id }) => ({ id }) },
  OutreachRequest: { __resolveReference: ({ id }) => ({ id }) },
};
