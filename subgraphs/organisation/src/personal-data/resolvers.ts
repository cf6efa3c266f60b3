import { civilDay, findVisible } from '@union-graph/subgraph';
import { readMember } from '../member/readMember.ts';
import type { Resolvers } from '../schema.gen.ts';
import { decideDataRequest } from './decideDataRequest.ts';
import { personalDataRequests } from './queries.ts';
import { requestErasure, requestMyData } from './requestPersonalData.ts';

export const personalDataResolvers: Resolvers = {
  Query: {
    personalDataRequest: (_, { id }, ctx) => findVisible('request', id, ctx.loaders.personalDataRequest),
    personalDataRequests: (_, args, ctx) => ctx.page(personalDataRequests, null, args),
  },
  Mutation: {
    requestMyData: (_, { input }, ctx) => ctx.mutate(input, (tx) => requestMyData(tx, input)),
    requestErasure: (_, { input }, ctx) => ctx.mutate(input, (tx) => requestErasure(tx, input)),
    decideDataRequest: (_, { input }, ctx) => ctx.mutate(input, (tx) => decideDataRequest(tx, input)),
  },
  PersonalDataRequest: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.personalDataRequest.load(id),
    member: ({ memberId }, _, ctx, { path }) => readMember(ctx, memberId, path),
    parts: ({ id }, _, ctx) => ctx.loaders.partsOfRequest.load(id),
    isOverdue: ({ endedAt, dueAt }, _, ctx) => endedAt === null && civilDay(ctx.now) > dueAt,
    organisationCopy: ({ id }, _, ctx) => ctx.loaders.personalDataCopy.load(id),
  },
};
