import { findVisible } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { makePaymentBatch } from './makePaymentBatch.ts';
import { paymentBatches } from './queries.ts';

export const paymentBatchResolvers: Resolvers = {
  Query: {
    paymentBatch: (_, { id }, ctx) => findVisible('batch', id, ctx.loaders.paymentBatch),
    paymentBatches: (_, args, ctx) => ctx.page(paymentBatches, null, args),
  },
  Mutation: {
    makePaymentBatch: (_, { input }, ctx) => ctx.mutate(input, (tx) => makePaymentBatch(tx, input)),
  },
  PaymentBatch: {
    fund: ({ fundId }, _, ctx) => ctx.loaders.fund.load(fundId),
    disbursements: ({ id }, _, ctx) => ctx.loaders.payoutsOfBatch.load(id),
  },
};
