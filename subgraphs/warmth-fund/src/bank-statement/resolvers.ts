import { findVisible } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { importBankStatement, readFile } from './importBankStatement.ts';
import { bankStatements, linesOfStatement } from './queries.ts';

export const bankStatementResolvers: Resolvers = {
  Query: {
    bankStatement: (_, { id }, ctx) => findVisible('statement', id, ctx.loaders.bankStatement),
    bankStatements: (_, args, ctx) => ctx.page(bankStatements, null, args),
  },
  Mutation: {
    importBankStatement: (_, { input }, ctx) => {
      const statement = readFile(input);
      return ctx.mutate(statement, (tx) => importBankStatement(tx, statement));
    },
  },
  BankStatement: {
    fund: ({ fundId }, _, ctx) => ctx.loaders.fund.load(fundId),
    processedCount: async ({ id }, _, ctx) => (await ctx.loaders.statementProgress.load(id))?.processed ?? 0,
    mismatchCount: async ({ id }, _, ctx) => (await ctx.loaders.statementProgress.load(id))?.mismatches ?? 0,
    lines: ({ id }, args, ctx) => ctx.page(linesOfStatement, id, args),
    unanswered: ({ fundId }, _, ctx) => ctx.loaders.withBank.load(fundId),
  },
  BankStatementLine: {
    disbursement: ({ disbursementId }, _, ctx) => (disbursementId ? ctx.loaders.disbursement.load(disbursementId) : null),
  },
};
