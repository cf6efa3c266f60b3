import type { Resolvers } from '../schema.gen.ts';
import { approveBookTransfer } from './approveBookTransfer.ts';
import { bookTransfers } from './queries.ts';
import { rejectBookTransfer } from './rejectBookTransfer.ts';
import { requestBookTransfer } from './requestBookTransfer.ts';

export const bookTransferResolvers: Resolvers = {
  Query: {
    bookTransfers: (_, args, ctx) => ctx.page(bookTransfers, null, args),
  },
  Mutation: {
    requestBookTransfer: (_, { input }, ctx) => ctx.mutate(input, (tx) => requestBookTransfer(tx, input)),
    approveBookTransfer: (_, { input }, ctx) => ctx.mutate(input, (tx) => approveBookTransfer(tx, input)),
    rejectBookTransfer: (_, { input }, ctx) => ctx.mutate(input, (tx) => rejectBookTransfer(tx, input)),
  },
  BookTransfer: {
    fromFund: ({ fromFundId }, _, ctx) => ctx.loaders.fund.load(fromFundId),
    toFund: ({ toFundId }, _, ctx) => ctx.loaders.fund.load(toFundId),
    outEntry: ({ outEntryId }, _, ctx) => (outEntryId ? ctx.loaders.journalEntry.load(outEntryId) : null),
    inEntry: ({ inEntryId }, _, ctx) => (inEntryId ? ctx.loaders.journalEntry.load(inEntryId) : null),
  },
};
