import type { Context } from '../context.ts';
import type { Resolvers } from '../schema.gen.ts';
import { acceptOffer } from './acceptOffer.ts';
import { cancelCourseSession } from './cancelCourseSession.ts';
import { cancelEnrolment } from './cancelEnrolment.ts';
import { correctResult } from './correctResult.ts';
import type { Enrolment } from './Enrolment.ts';
import { enrol } from './enrol.ts';
import { enrolmentsOfMember, enrolmentsOfSession, ownEnrolments } from './queries.ts';
import { recordResult } from './recordResult.ts';
import { type EnrolmentStatus, endedByTime, enrolmentStatusAt, isResult } from './rules.ts';

/** The state now; only what time can end needs its session. */
async function statusOf(enrolment: Enrolment, { loaders, now }: Context): Promise<EnrolmentStatus> {
  if (enrolment.status !== 'WAITLISTED' && enrolment.status !== 'OFFERED') return enrolment.status;
  const session = await loaders.courseSession.load(enrolment.sessionId);
  return session ? enrolmentStatusAt(enrolment, session, now) : enrolment.status;
}

export const enrolmentResolvers: Resolvers = {
  Query: {
    myEnrolments: (_, args, ctx) => ctx.page(ownEnrolments, null, args),
  },
  Mutation: {
    enrol: (_, { input }, ctx) => ctx.mutate(input, (tx) => enrol(tx, input)),
    cancelEnrolment: (_, { input }, ctx) => ctx.mutate(input, (tx) => cancelEnrolment(tx, input)),
    acceptOffer: (_, { input }, ctx) => ctx.mutate(input, (tx) => acceptOffer(tx, input)),
    cancelCourseSession: (_, { input }, ctx) => ctx.mutate(input, (tx) => cancelCourseSession(tx, input)),
    correctResult: (_, { input }, ctx) => ctx.mutate(input, (tx) => correctResult(tx, input)),
    recordResult: (_, { input }, ctx) => ctx.mutate(input, (tx) => recordResult(tx, input)),
  },
  Member: {
    enrolments: ({ id }, args, ctx) => ctx.page(enrolmentsOfMember, id as string, args),
  },
  CourseSession: {
    enrolments: ({ id }, args, ctx) => ctx.page(enrolmentsOfSession, id as string, args),
  },
  Enrolment: {
    cancelledBecause: async (enrolment, _, ctx) =>
      (await statusOf(enrolment, ctx)) === 'CANCELLED' ? (enrolment.cancelledBecause ?? endedByTime(enrolment)) : null,
    corrections: ({ id }, _, ctx) => ctx.loaders.correctionsOfEnrolment.load(id),
    result: ({ status }) => (isResult(status) ? status : null),
    member: ({ memberId }) => ({ id: memberId }),
    session: ({ sessionId }, _, ctx) => ctx.loaders.courseSession.load(sessionId),
    status: (enrolment, _, ctx) => statusOf(enrolment, ctx),
    waitlistPosition: async (enrolment, _, ctx) =>
      (await statusOf(enrolment, ctx)) === 'WAITLISTED' ? ctx.loaders.waitlistPosition.load(enrolment.id) : null,
    offerExpiresAt: async (enrolment, _, ctx) =>
      (await statusOf(enrolment, ctx)) === 'OFFERED' ? enrolment.offerExpiresAt : null,
  },
};
