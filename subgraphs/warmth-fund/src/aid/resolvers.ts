import { civilDay, findVisible, isId } from '@union-graph/subgraph';
import { readsBooks } from '../fund/access.ts';
import type { Resolvers } from '../schema.gen.ts';
import { applyForAid, resubmitAid } from './applyForAid.ts';
import { defineScheme, freezeCycle, openCycle } from './cycles.ts';
import { approveAid, checkAid, rejectAid, returnAid, reviewAid } from './decideAid.ts';
import { cancelAid } from './endAid.ts';
import { aidApplications, aidCycles, aidEligibility, aidSchemes, applicationsOfMember, myAid } from './queries.ts';
import { cycleStatusOn, ruleVersionOf } from './rules.ts';
import { seesAidDetail } from './scope.ts';

export const aidResolvers: Resolvers = {
  Query: {
    aidSchemes: (_, { on }, ctx) => aidSchemes(ctx, on),
    aidCycles: (_, args, ctx) => ctx.page(aidCycles, null, args),
    aidEligibility: (_, args, ctx) => aidEligibility(ctx, args),
    aidApplication: (_, { id }, ctx) => findVisible('application for aid', id, ctx.loaders.aidApplication),
    aidApplications: (_, args, ctx) => ctx.page(aidApplications, null, args),
    myAid: (_, args, ctx) => ctx.page(myAid, null, args),
  },
  Mutation: {
    defineScheme: (_, { input }, ctx) => ctx.mutate(input, (tx) => defineScheme(tx, input)),
    openCycle: (_, { input }, ctx) => ctx.mutate(input, (tx) => openCycle(tx, input)),
    freezeCycle: (_, { input }, ctx) => ctx.mutate(input, (tx) => freezeCycle(tx, input)),
    applyForAid: (_, { input }, ctx) => ctx.mutate(input, (tx) => applyForAid(tx, input)),
    resubmitAid: (_, { input }, ctx) => ctx.mutate(input, (tx) => resubmitAid(tx, input)),
    checkAid: (_, { input }, ctx) => ctx.mutate(input, (tx) => checkAid(tx, input)),
    reviewAid: (_, { input }, ctx) => ctx.mutate(input, (tx) => reviewAid(tx, input)),
    returnAid: (_, { input }, ctx) => ctx.mutate(input, (tx) => returnAid(tx, input)),
    approveAid: (_, { input }, ctx) => ctx.mutate(input, (tx) => approveAid(tx, input)),
    rejectAid: (_, { input }, ctx) => ctx.mutate(input, (tx) => rejectAid(tx, input)),
    cancelAid: (_, { input }, ctx) => ctx.mutate(input, (tx) => cancelAid(tx, input)),
  },
  AidScheme: {
    fund: ({ fundId }, _, ctx) => ctx.loaders.fund.load(fundId),
    rule: (scheme) => ({
      version: ruleVersionOf(scheme),
      maxPerCapitaBpOfLine: scheme.maxPerCapitaBp,
      causes: scheme.causes,
      needsActiveFile: scheme.needsActiveFile,
      effectiveFrom: scheme.validFrom,
    }),
  },
  AidCycle: {
    scheme: ({ schemeId }, _, ctx) => ctx.loaders.aidScheme.load(schemeId),
    status: async (cycle, _, { loaders, now }) =>
      cycleStatusOn(cycle, civilDay(now), cycle.status === 'OPEN' && (await loaders.hasUndecided.load(cycle.id))),
    approvedFen: async ({ id }, _, { viewer, loaders }) =>
      readsBooks(viewer) ? ((await loaders.sumsOfCycle.load(id))?.approvedFen ?? null) : null,
    paidFen: async ({ id }, _, { viewer, loaders }) =>
      readsBooks(viewer) ? ((await loaders.sumsOfCycle.load(id))?.paidFen ?? null) : null,
  },
  AidApplication: {
    __resolveReference: ({ id }, ctx) => (isId(id) ? ctx.loaders.aidApplication.load(id) : null),
    member: ({ memberId }) => ({ id: memberId }),
    file: ({ fileId }, _, ctx) => (fileId === null ? null : ctx.loaders.hardshipFile.load(fileId)),
    eligibility: ({ reasons, ruleVersion, checkedAt, appliedAt }) => ({
      ok: reasons.length === 0,
      reasons,
      ruleVersion: ruleVersion ?? '-',
      checkedAt: checkedAt ?? appliedAt,
    }),
    reason: (row, _, { viewer }) => (seesAidDetail(viewer, row) ? row.reason : null),
    note: (row, _, { viewer }) => (seesAidDetail(viewer, row) ? row.note : null),
    scheme: ({ cycleId }, _, ctx) => ctx.loaders.schemeOfCycle.load(cycleId),
    cycle: ({ cycleId }, _, ctx) => ctx.loaders.aidCycle.load(cycleId),
    disbursement: ({ id }, _, ctx) =>
      ctx.loaders.disbursementOfSource.load({ subgraph: 'warmth-fund', typeName: 'AidApplication', id }),
  },
  Member: {
    aidApplications: ({ id }, args, ctx) => ctx.page(applicationsOfMember, id, args),
  },
};
