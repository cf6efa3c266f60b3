import { checkedNumber, civilDay } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { complianceListPolicy } from './policy.ts';
import { staffTrainingCompliance } from './queries.ts';
import { recordStaffTraining } from './recordStaffTraining.ts';
import { isCompliant, requiredHours } from './rules.ts';
import { voidStaffTraining } from './voidStaffTraining.ts';

/** Nobody has missed the training of a year that has not begun. */
const checkYear = (year: number, now: Date): number => checkedNumber(year, 'year', [2000, Number(civilDay(now).slice(0, 4))]);

export const staffTrainingResolvers: Resolvers = {
  Query: {
    staffTrainingCompliance: (_, args, ctx) => {
      checkYear(args.year, ctx.now);
      complianceListPolicy.authorise(ctx.viewer, 'staffTrainingCompliance', { districtCode: args.districtCode ?? null });
      return ctx.page(staffTrainingCompliance, null, args);
    },
  },
  Mutation: {
    recordStaffTraining: (_, { input }, ctx) => ctx.mutate(input, (tx) => recordStaffTraining(tx, input)),
    voidStaffTraining: (_, { input }, ctx) => ctx.mutate(input, (tx) => voidStaffTraining(tx, input)),
  },
  StaffMember: {
    trainingCompliance: ({ id }, { year }, ctx) => {
      checkYear(year, ctx.now);
      return ctx.loaders.trainingYear.load({ staffId: id as string, year });
    },
  },
  TrainingCompliance: {
    staff: ({ staffId }) => ({ id: staffId as string }),
    records: ({ staffId, year }, _, ctx) =>
      ctx.loaders.trainingRecords.load({ staffId: staffId as string, year: year as number }),
    cityRequired: ({ year }, _, ctx) => requiredHours(ctx.number, year as number).city,
    districtRequired: ({ year }, _, ctx) => requiredHours(ctx.number, year as number).district,
    compliant: ({ year, cityHours, districtHours }, _, ctx) =>
      isCompliant(cityHours ?? 0, districtHours ?? 0, requiredHours(ctx.number, year as number)),
  },
  StaffTrainingRecord: {
    staff: ({ staffId }) => ({ id: staffId }),
    voidedAt: async ({ id }, _, ctx) => (await ctx.loaders.trainingVoid.load(id))?.voidedAt ?? null,
    voidedReason: async ({ id }, _, ctx) => (await ctx.loaders.trainingVoid.load(id))?.reason ?? null,
    course: ({ courseId }, _, ctx) => (courseId ? ctx.loaders.course.load(courseId) : null),
  },
};
