import type { Resolvers } from '../schema.gen.ts';
import { appointWageInstructor } from './appointWageInstructor.ts';
import { wageInstructors } from './queries.ts';

export const wageInstructorResolvers: Resolvers = {
  Query: {
    wageInstructors: (_, args, ctx) => ctx.page(wageInstructors, null, args),
  },
  Mutation: {
    appointWageInstructor: (_, { input }, ctx) => ctx.mutate(input, (tx) => appointWageInstructor(tx, input)),
  },
  WageInstructor: {
    district: ({ districtCode }) => ({ code: districtCode }),
    appointedAt: ({ appointedOn }) => appointedOn,
    assignments: ({ id }, _, ctx) => ctx.loaders.assignmentsOfInstructor.load(id),
  },
  InstructorAssignment: {
    round: ({ roundId }, _, ctx) => ctx.loaders.bargainingRound.load(roundId),
    assignedAt: ({ assignedOn }) => assignedOn,
    endedAt: ({ endedOn }) => endedOn,
  },
};
