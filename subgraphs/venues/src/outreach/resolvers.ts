import type { Resolvers } from '../schema.gen.ts';
import { closeOutreach } from './closeOutreach.ts';
import { outreachRequests } from './queries.ts';

export const outreachRequestResolvers: Resolvers = {
  Query: {
    outreachRequests: (_, args, ctx) => ctx.page(outreachRequests, null, args),
  },
  Mutation: {
    closeOutreach: (_, { input }, ctx) => ctx.mutate(input, (tx) => closeOutreach(tx, input)),
  },
  OutreachRequest: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.outreachRequest.load(id),
    request: ({ serviceRequestId }) => ({ id: serviceRequestId }),
    member: ({ memberId }) => (memberId === null ? null : { id: memberId }),
  },
  ServiceRequest: { __resolveReference: ({ id }) => ({ id }) },
};
