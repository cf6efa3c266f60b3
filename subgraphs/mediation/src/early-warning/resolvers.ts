import { findVisible } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { escalateWarning, interveneInWarning, resolveWarning } from './courses.ts';
import { mergeWarning } from './mergeWarning.ts';
import { earlyWarnings } from './queries.ts';
import { reportEarlyWarning } from './reportEarlyWarning.ts';
import { verifyWarning } from './verifyWarning.ts';

export const warningResolvers: Resolvers = {
  Query: {
    earlyWarning: (_, { id }, ctx) => findVisible('early warning', id, ctx.loaders.earlyWarning),
    earlyWarnings: (_, args, ctx) => ctx.page(earlyWarnings, null, args),
  },
  Mutation: {
    reportEarlyWarning: (_, { input }, ctx) => ctx.mutate(input, (tx) => reportEarlyWarning(tx, input)),
    verifyWarning: (_, { input }, ctx) => ctx.mutate(input, (tx) => verifyWarning(tx, input)),
    mergeWarning: (_, { input }, ctx) => ctx.mutate(input, (tx) => mergeWarning(tx, input)),
    escalateWarning: (_, { input }, ctx) => ctx.mutate(input, (tx) => escalateWarning(tx, input)),
    interveneInWarning: (_, { input }, ctx) => ctx.mutate(input, (tx) => interveneInWarning(tx, input)),
    resolveWarning: (_, { input }, ctx) => ctx.mutate(input, (tx) => resolveWarning(tx, input)),
  },
  MediationCase: {
    warning: ({ id }, _, ctx) => ctx.loaders.warningOfCase.load(id),
  },
  EarlyWarning: {
    district: ({ districtCode }) => (districtCode === null ? null : { code: districtCode }),
    enterprise: ({ enterpriseId }) => (enterpriseId === null ? null : { id: enterpriseId }),
    status: ({ status, currentStatus }) => currentStatus ?? status,
    dueAt: ({ status, currentStatus, dueAt }) => (currentStatus === undefined || currentStatus === status ? dueAt : null),
    escalatedAt: ({ escalatedAt, currentEscalatedAt }) => escalatedAt ?? currentEscalatedAt ?? null,
    closedAt: ({ closedAt, currentClosedAt }) => closedAt ?? currentClosedAt ?? null,
    duplicateOf: ({ duplicateOfId }, _, ctx) => (duplicateOfId === null ? null : ctx.loaders.earlyWarning.load(duplicateOfId)),
    duplicates: ({ id }, _, ctx) => ctx.loaders.warningsMergedInto.load(id),
    notices: ({ id }, _, ctx) => ctx.loaders.noticesOfWarning.load(id),
    case: ({ caseId }, _, ctx) => (caseId === null ? null : ctx.loaders.mediationCase.load(caseId)),
  },
};
