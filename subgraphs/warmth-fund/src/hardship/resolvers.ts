import type { Resolvers } from '../schema.gen.ts';
import { hardshipFiles } from './queries.ts';
import { rejectHardshipDraft } from './rejectHardshipDraft.ts';

export const hardshipResolvers: Resolvers = {
  Query: {
    hardshipFiles: (_, args, ctx) => ctx.page(hardshipFiles, null, args),
  },
  Mutation: {
    rejectHardshipDraft: (_, { input }, ctx) => ctx.mutate(input, (tx) => rejectHardshipDraft(tx, input)),
  },
  HardshipFile: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.hardshipFile.load(id),
    head: ({ headMemberId }) => ({ id: headMemberId }),
    request: ({ serviceRequestId }) => (serviceRequestId === null ? null : { id: serviceRequestId }),
  },
  ServiceRequest: { __resolveReference: ({ id }) => ({ id }) },
};
