import { isId } from '@union-graph/subgraph';
import { ENDED_WITH } from '../early-warning/change.ts';
import type { Resolvers } from '../schema.gen.ts';
import { endLegalAid } from './endLegalAid.ts';
import { grantLegalAid } from './grantLegalAid.ts';
import { legalAidGrants } from './queries.ts';
import { recordLegalAidWork } from './recordLegalAidWork.ts';

export const legalAidResolvers: Resolvers = {
  Query: {
    legalAidGrants: (_, args, ctx) => ctx.page(legalAidGrants, null, args),
  },
  Mutation: {
    grantLegalAid: (_, { input }, ctx) => ctx.mutate(input, (tx) => grantLegalAid(tx, input)),
    recordLegalAidWork: (_, { input }, ctx) => ctx.mutate(input, (tx) => recordLegalAidWork(tx, input)),
    endLegalAid: (_, { input }, ctx) => ctx.mutate(input, (tx) => endLegalAid(tx, input)),
  },
  MediationCase: {
    legalAid: ({ id }, _, ctx) => ctx.loaders.legalAidOfCase.load(id),
  },
  Member: {
    legalAid: ({ id }, _, ctx) => (id && isId(id) ? ctx.loaders.legalAidOfMember.load(id) : null),
  },
  LegalAidGrant: {
    case: ({ caseId }, _, ctx) => ctx.loaders.mediationCase.load(caseId),
    member: ({ memberId }) => ({ id: memberId }),
    lawyer: ({ lawyerId }, _, ctx) => ctx.loaders.lawyer.load(lawyerId),
    grantedAt: ({ grantedOn }) => grantedOn,
    status: async ({ id, status }, _, ctx) => ((await ctx.loaders.endedByTimeOn.load(id)) === null ? status : 'COMPLETED'),
    endedAt: async ({ id, endedOn }, _, ctx) => endedOn ?? ctx.loaders.endedByTimeOn.load(id),
    outcome: async ({ id, outcome }, _, ctx) =>
      (await ctx.loaders.endedByTimeOn.load(id)) === null ? outcome : ENDED_WITH('FAILED'),
    minutes: async ({ id }, _, ctx) => (await ctx.loaders.workOfGrant.load(id)).reduce((sum, { minutes }) => sum + minutes, 0),
    work: ({ id }, _, ctx) => ctx.loaders.workOfGrant.load(id),
  },
};
