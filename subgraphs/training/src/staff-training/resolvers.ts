import { refuseIf } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { recordStaffTraining } from './recordStaffTraining.ts';
import { isCompliant, requiredHours } from './rules.ts';

export const staffTrainingResolvers: Resolvers = {
  Mutation: {
    recordStaffTraining: (_, { input }, ctx) => ctx.mutate(input, (tx) => recordStaffTraining(tx, input)),
  },
  StaffMember: {
    trainingCompliance: ({ id }, { year }, ctx) => {
      refuseIf(year < 2000 || year > 2100, 'BAD_USER_INPUT', `"year" must be 2000 to 2100; got ${year}.`, { field: 'year' });
      return ctx.loaders.trainingYear.load({ staffId: id as string, year });
    },
  },
  TrainingCompliance: {
    cityRequired: ({ year }, _, ctx) => requiredHours(ctx.number, year as number).city,
    districtRequired: ({ year }, _, ctx) => requiredHours(ctx.number, year as number).district,
    compliant: ({ year, cityHours, districtHours }, _, ctx) =>
      isCompliant(cityHours ?? 0, districtHours ?? 0, requiredHours(ctx.number, year as number)),
  },
  StaffTrainingRecord: {
    staff: ({ staffId }) => ({ id: staffId }),
    course: ({ courseId }, _, ctx) => (courseId ? ctx.loaders.course.load(courseId) : null),
  },
};
