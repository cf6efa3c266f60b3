import type { Resolvers } from '../schema.gen.ts';
import { checkInToMeeting, showAttendanceCode } from './attendanceCode.ts';
import { markAttendance } from './markAttendance.ts';
import { attendanceBp } from './rules.ts';

export const attendanceResolvers: Resolvers = {
  Mutation: {
    markAttendance: (_, { input }, ctx) => ctx.mutate(input, (tx) => markAttendance(tx, input)),
    showAttendanceCode: (_, { input }, ctx) => ctx.mutate(input, (tx) => showAttendanceCode(tx, input)),
    checkInToMeeting: (_, { input }, ctx) => ctx.mutate(input, (tx) => checkInToMeeting(tx, input)),
  },
  Enrolment: {
    attendance: ({ id }, _, ctx) => ctx.loaders.attendanceOfEnrolment.load(id),
    attendanceBp: async ({ id }, _, ctx) => {
      const marks = await ctx.loaders.attendanceOfEnrolment.load(id);
      return attendanceBp(marks.filter(({ mark }) => mark === 'PRESENT').length, marks.length);
    },
  },
};
