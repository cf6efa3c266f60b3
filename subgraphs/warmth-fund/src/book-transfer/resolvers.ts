import type { Resolvers } from '../schema.gen.ts';
import { approveTransfer } from './approveTransfer.ts';
import { bookTransfers } from './queries.ts';
import { rejectTransfer } from './rejectTransfer.ts';
import { requestTransfer } from './requestTransfer.ts';

export const bookTransferResolvers: Resolvers = {
  Query: {
    bookTransfers: (_, args, ctx) => ctx.page(bookTransfers, null, args),
  },
  Mutation: {
    requestTransfer: (_, { input }, ctx) => ctx.mutate(input, (tx) => requestTransfer(tx, input)),
    approveTransfer: (_, { input }, ctx) => ctx.mutate(input, (tx) => approveTransfer(tx, input)),
    rejectTransfer: (_, { input }, ctx) => ctx.mutate(input, (tx) => rejectTransfer(tx, input)),
  },
  BookTransfer: {
    fromFund: ({ fromFundId }, _, ctx) => ctx.loaders.fund.load(fromFundId),
    toFund: ({ toFundId }, _, ctx) => ctx.loaders.fund.load(toFundId),
    outEntry: ({ outEntryId }, _, ctx) => (outEntryId ? ctx.loaders.journalEntry.load(outEntryId) : null),
    inEntry: ({ inEntryId }, _, ctx) => (inEntryId ? ctx.loaders.journalEntry.load(inEntryId) : null),
  },
};
