import { findVisible } from '@union-graph/subgraph';
import type { BatchStatus, Resolvers } from '../schema.gen.ts';
import { importMembers, sealImport } from './importMembers.ts';
import { errorsKey, importBatches } from './queries.ts';

const STATUS_ZH: Readonly<Record<BatchStatus, string>> = {
  QUEUED: '等待处理',
  RUNNING: '处理中',
  COMPLETED: '全部通过',
  PARTIAL: '部分通过',
  REJECTED: '全部未通过',
};

export const importBatchResolvers: Resolvers = {
  Query: {
    importBatch: (_, { id }, ctx) => findVisible('import', id, ctx.loaders.importBatch),
    importBatches: (_, args, ctx) => ctx.page(importBatches, null, args),
  },
  Mutation: {
    importMembers: (_, { input }, ctx) => {
      const sealed = sealImport(input, ctx.now);
      return ctx.mutate(sealed, (tx) => importMembers(tx, sealed));
    },
  },
  ImportBatch: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.importBatch.load(id),
    union: ({ unionId }, _, ctx) => ctx.loaders.union.load(unionId),
    statusZh: ({ status }) => STATUS_ZH[status],
    processed: ({ accepted, rejected }) => accepted + rejected,
    progressBp: ({ accepted, rejected, total }) => Math.floor(((accepted + rejected) * 10_000) / total),
    errors: ({ id }, { first, afterRow }, ctx) => ctx.loaders.importErrors.load(errorsKey(id, first ?? 100, afterRow ?? 0)),
  },
};
