import type { Resolvers } from '../schema.gen.ts';
import { acceptOffer } from './acceptOffer.ts';
import { cancelCourseSession } from './cancelCourseSession.ts';
import { cancelEnrolment } from './cancelEnrolment.ts';
import { enrol } from './enrol.ts';
import { enrolmentsOfMember, enrolmentsOfSession, ownEnrolments } from './queries.ts';
import { recordResult } from './recordResult.ts';
import { enrolmentStatusAt, isResult } from './rules.ts';

export const enrolmentResolvers: Resolvers = {
  Query: {
    myEnrolments: (_, args, ctx) => ctx.page(ownEnrolments, null, args),
  },
  Mutation: {
    enrol: (_, { input }, ctx) => ctx.mutate(input, (tx) => enrol(tx, input)),
    cancelEnrolment: (_, { input }, ctx) => ctx.mutate(input, (tx) => cancelEnrolment(tx, input)),
    acceptOffer: (_, { input }, ctx) => ctx.mutate(input, (tx) => acceptOffer(tx, input)),
    cancelCourseSession: (_, { input }, ctx) => ctx.mutate(input, (tx) => cancelCourseSession(tx, input)),
    recordResult: (_, { input }, ctx) => ctx.mutate(input, (tx) => recordResult(tx, input)),
  },
  Member: {
    enrolments: ({ id }, args, ctx) => ctx.page(enrolmentsOfMember, id as string, args),
  },
  CourseSession: {
    enrolments: ({ id }, args, ctx) => ctx.page(enrolmentsOfSession, id as string, args),
  },
  Enrolment: {
    cancelledBecause: (enrolment, _, ctx) =>
      enrolmentStatusAt(enrolment, ctx.now) === 'CANCELLED' ? (enrolment.cancelledBecause ?? 'OFFER_LAPSED') : null,
    result: ({ status }) => (isResult(status) ? status : null),
    member: ({ memberId }) => ({ id: memberId }),
    session: ({ sessionId }, _, ctx) => ctx.loaders.courseSession.load(sessionId),
    status: (enrolment, _, ctx) => enrolmentStatusAt(enrolment, ctx.now),
    waitlistPosition: ({ id }, _, ctx) => ctx.loaders.waitlistPosition.load(id),
    offerExpiresAt: (enrolment, _, ctx) =>
      enrolmentStatusAt(enrolment, ctx.now) === 'OFFERED' ? enrolment.offerExpiresAt : null,
  },
};
