import { civilDay, findVisible, isId, type ReadContext, readRuleNumbers } from '@union-graph/subgraph';
import { numbers } from '../rule/numbers.ts';
import type { Resolvers } from '../schema.gen.ts';
import { approveFile } from './approveFile.ts';
import { decideObjection } from './decideObjection.ts';
import { exitFile, rejectFile } from './endFile.ts';
import { objectToNotice } from './objectToNotice.ts';
import { openHardshipFile } from './openHardshipFile.ts';
import { seesDetail, seesFile } from './policy.ts';
import { publishNotice } from './publishNotice.ts';
import { hardshipFiles, publicNotices } from './queries.ts';
import { recordHomeVisit } from './recordHomeVisit.ts';
import { rejectHardshipDraft } from './rejectHardshipDraft.ts';
import { reviewFile } from './reviewFile.ts';
import { fileStatusOn } from './rules.ts';
import { sealHousehold } from './sealHousehold.ts';
import { submitIncomeEvidence } from './submitIncomeEvidence.ts';

/** The two lines of income on a day: numbers of the rules, whose writer is `setFundRule`. */
async function subsistenceLine(on: string | null | undefined, ctx: ReadContext) {
  const found = await readRuleNumbers(numbers, on, ctx);
  const [line, low] = ['SUBSISTENCE_LINE', 'LOW_INCOME_LINE'].map((name) => found.find((number) => number.name === name));
  if (!line || !low) throw new Error('The lines of income have no values.');
  return {
    scope: '北京市',
    monthlyFen: BigInt(line.value),
    lowIncomeMonthlyFen: BigInt(low.value),
    effectiveFrom: [line.effectiveFrom, low.effectiveFrom].toSorted()[1] as string,
  };
}

export const hardshipResolvers: Resolvers = {
  Query: {
    hardshipFile: (_, { id }, ctx) => findVisible('hardship file', id, ctx.loaders.hardshipFile),
    hardshipFiles: (_, args, ctx) => ctx.page(hardshipFiles, null, args),
    myHardshipFile: (_, __, { viewer, loaders }) =>
      viewer.personId === null ? null : loaders.fileOfMember.load(viewer.personId),
    subsistenceLine: (_, { on }, ctx) => subsistenceLine(on, ctx),
    publicNotices: (_, args, ctx) => ctx.page(publicNotices, null, args),
  },
  Mutation: {
    openHardshipFile: (_, { input }, ctx) => {
      const sealed = sealHousehold(input, ctx.now);
      return ctx.mutate(sealed, (tx) => openHardshipFile(tx, sealed));
    },
    recordHomeVisit: (_, { input }, ctx) => ctx.mutate(input, (tx) => recordHomeVisit(tx, input)),
    submitIncomeEvidence: (_, { input }, ctx) => ctx.mutate(input, (tx) => submitIncomeEvidence(tx, input)),
    publishNotice: (_, { input }, ctx) => ctx.mutate(input, (tx) => publishNotice(tx, input)),
    objectToNotice: (_, { input }, ctx) => ctx.mutate(input, (tx) => objectToNotice(tx, input)),
    decideObjection: (_, { input }, ctx) => ctx.mutate(input, (tx) => decideObjection(tx, input)),
    approveFile: (_, { input }, ctx) => ctx.mutate(input, (tx) => approveFile(tx, input)),
    rejectFile: (_, { input }, ctx) => ctx.mutate(input, (tx) => rejectFile(tx, input)),
    reviewFile: (_, { input }, ctx) => ctx.mutate(input, (tx) => reviewFile(tx, input)),
    exitFile: (_, { input }, ctx) => ctx.mutate(input, (tx) => exitFile(tx, input)),
    rejectHardshipDraft: (_, { input }, ctx) => ctx.mutate(input, (tx) => rejectHardshipDraft(tx, input)),
  },
  HardshipFile: {
    __resolveReference: ({ id }, ctx) => (isId(id) ? ctx.loaders.hardshipFile.load(id) : null),
    head: ({ headMemberId }) => ({ id: headMemberId }),
    household: ({ householdId }, _, ctx) => (householdId === null ? null : ctx.loaders.household.load(householdId)),
    causes: (file, _, { viewer }) => (seesDetail(viewer, file) ? file.causes : null),
    status: (file, _, { now }) => fileStatusOn(file, civilDay(now)),
    openedBy: ({ openedBy }) => (openedBy === null ? null : { id: openedBy }),
    openedAt: ({ openedOn }) => openedOn,
    visits: (file, _, ctx) => (seesDetail(ctx.viewer, file) ? ctx.loaders.visitsOfFile.load(file.id) : null),
    notice: ({ id }, _, ctx) => ctx.loaders.noticeOfFile.load(id),
    reviewDueAt: ({ reviewDueOn }) => reviewDueOn,
    hasDouble: async ({ id }, _, ctx) => (await ctx.loaders.doublesOfFile.load(id)).length > 0,
    doubles: async ({ id }, _, ctx) => (await ctx.loaders.doublesOfFile.load(id)).filter((other) => seesFile(ctx.viewer, other)),
    request: ({ serviceRequestId }) => (serviceRequestId === null ? null : { id: serviceRequestId }),
    note: (file, _, { viewer }) => (seesDetail(viewer, file) ? file.note : null),
  },
  Household: {
    __resolveReference: ({ id }, ctx) => (isId(id) ? ctx.loaders.household.load(id) : null),
    head: ({ headMemberId }) => ({ id: headMemberId }),
    members: ({ id }, _, ctx) => ctx.loaders.membersOfHousehold.load(id),
    district: ({ districtCode }) => ({ code: districtCode }),
  },
  HouseholdMember: {
    member: ({ memberId }) => (memberId === null ? null : { id: memberId }),
    health: async ({ health, householdId }, _, ctx) =>
      health !== null && (await ctx.loaders.healthIsOpen.load(householdId)) ? health : null,
  },
  HomeVisit: {
    visitors: ({ visitorIds }) => visitorIds.map((id) => ({ id })),
  },
  PublicNotice: {
    objections: ({ id }, _, ctx) => ctx.loaders.objectionsOfNotice.load(id),
  },
  StaffMember: { __resolveReference: ({ id }) => ({ id }) },
  ServiceRequest: { __resolveReference: ({ id }) => ({ id }) },
};
