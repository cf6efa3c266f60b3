import type { Resolvers } from '../schema.gen.ts';
import { postEntry } from './postEntry.ts';
import { journal, trialBalance } from './queries.ts';
import { reverseEntry } from './reverseEntry.ts';
import { availableFen } from './rules.ts';

export const ledgerResolvers: Resolvers = {
  Query: {
    trialBalance: (_, args, ctx) => trialBalance(ctx, args),
    journal: (_, args, ctx) => ctx.page(journal, null, args),
  },
  Mutation: {
    postEntry: (_, { input }, ctx) => ctx.mutate(input, (tx) => postEntry(tx, input)),
    reverseEntry: (_, { input }, ctx) => ctx.mutate(input, (tx) => reverseEntry(tx, input)),
  },
  LedgerAccount: {
    fund: ({ fundId }, _, ctx) => ctx.loaders.fund.load(fundId),
    availableFen: (account) => availableFen(account),
  },
  JournalEntry: {
    postings: ({ id }, _, ctx) => ctx.loaders.postings.load(id),
    reverses: ({ reversesId }, _, ctx) => (reversesId ? ctx.loaders.journalEntry.load(reversesId) : null),
    sourceRef: ({ sourceSubgraph, sourceType, sourceId }) =>
      sourceSubgraph && sourceType && sourceId ? { subgraph: sourceSubgraph, typeName: sourceType, id: sourceId } : null,
  },
  Posting: {
    account: ({ accountId }, _, ctx) => ctx.loaders.ledgerAccount.load(accountId),
  },
  TrialBalanceRow: {
    account: ({ accountId }, _, ctx) => ctx.loaders.ledgerAccount.load(accountId),
  },
};
