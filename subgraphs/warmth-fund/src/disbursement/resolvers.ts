import { findVisible, isId } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { approveDisbursement } from './approveDisbursement.ts';
import { failDisbursement } from './failDisbursement.ts';
import { disbursements } from './queries.ts';
import { recordReturn } from './recordReturn.ts';
import { requestDisbursement } from './requestDisbursement.ts';
import { sendDisbursement } from './sendDisbursement.ts';
import { settleDisbursement } from './settleDisbursement.ts';
import { voidDisbursement } from './voidDisbursement.ts';

export const disbursementResolvers: Resolvers = {
  Query: {
    disbursement: (_, { id }, ctx) => findVisible('disbursement', id, ctx.loaders.disbursement),
    disbursements: (_, args, ctx) => ctx.page(disbursements, null, args),
  },
  Mutation: {
    requestDisbursement: (_, { input }, ctx) => ctx.mutate(input, (tx) => requestDisbursement(tx, input)),
    approveDisbursement: (_, { input }, ctx) => ctx.mutate(input, (tx) => approveDisbursement(tx, input)),
    sendDisbursement: (_, { input }, ctx) => ctx.mutate(input, (tx) => sendDisbursement(tx, input)),
    settleDisbursement: (_, { input }, ctx) => ctx.mutate(input, (tx) => settleDisbursement(tx, input)),
    failDisbursement: (_, { input }, ctx) => ctx.mutate(input, (tx) => failDisbursement(tx, input)),
    voidDisbursement: (_, { input }, ctx) => ctx.mutate(input, (tx) => voidDisbursement(tx, input)),
    recordReturn: (_, { input }, ctx) => ctx.mutate(input, (tx) => recordReturn(tx, input)),
  },
  Disbursement: {
    __resolveReference: ({ id }, ctx) => (isId(id) ? ctx.loaders.disbursement.load(id) : null),
    source: ({ sourceSubgraph, sourceType, sourceId }) => ({ subgraph: sourceSubgraph, typeName: sourceType, id: sourceId }),
    payee: ({ payeeKind, memberId, organisationId, unionId, accountMasked }) => ({
      kind: payeeKind,
      member: memberId ? { id: memberId } : null,
      organisation: organisationId ? { id: organisationId } : null,
      union: unionId ? { id: unionId } : null,
      accountMasked,
    }),
    fund: ({ fundId }, _, ctx) => ctx.loaders.fund.load(fundId),
    stoppedBy: ({ id }, _, ctx) => ctx.loaders.stopOfDisbursement.load(id),
  },
  SubsidyApplication: {
    __resolveReference: ({ id }) => ({ id }),
    disbursement: ({ id }, _, ctx) =>
      ctx.loaders.disbursementOfSource.load({ subgraph: 'training', typeName: 'SubsidyApplication', id }),
  },
};
