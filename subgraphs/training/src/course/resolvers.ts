import { isId } from '@union-graph/subgraph';
import type { Context } from '../context.ts';
import type { Resolvers } from '../schema.gen.ts';
import type { CourseSession } from './CourseSession.ts';
import { createCourse } from './createCourse.ts';
import { openCourseSession } from './openCourseSession.ts';
import { allModules, courses, coursesOfModule } from './queries.ts';
import { sessionStatusAt } from './rules.ts';

/** The session without the offers that have run out, whether or not the job that ends them has run. */
async function withOpenOffers(session: CourseSession, ctx: Context): Promise<CourseSession> {
  if (session.offeredCount === 0) return session;
  const lapsed = await ctx.loaders.lapsedOffers.load(session.id);
  return { ...session, offeredCount: session.offeredCount - lapsed };
}

export const courseResolvers: Resolvers = {
  Query: {
    trainingModules: (_, __, ctx) => allModules(ctx),
    courses: (_, args, ctx) => ctx.page(courses, null, args),
    course: (_, { id }, ctx) => (isId(id) ? ctx.loaders.course.load(id) : null),
    courseSession: (_, { id }, ctx) => (isId(id) ? ctx.loaders.courseSession.load(id) : null),
  },
  Mutation: {
    createCourse: (_, { input }, ctx) => ctx.mutate(input, (tx) => createCourse(tx, input)),
    openCourseSession: (_, { input }, ctx) => ctx.mutate(input, (tx) => openCourseSession(tx, input)),
  },
  TrainingModule: {
    courses: ({ code }, args, ctx) => ctx.page(coursesOfModule, code, args),
  },
  Course: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.course.load(id),
    module: ({ moduleCode }, _, ctx) => (moduleCode ? ctx.loaders.trainingModule.load(moduleCode) : null),
    institution: ({ institutionId }, _, ctx) => ctx.loaders.institution.load(institutionId),
    prerequisites: ({ id }, _, ctx) => ctx.loaders.prerequisitesOfCourse.load(id),
    sessions: ({ id }, _, ctx) => ctx.loaders.sessionsOfCourse.load(id),
  },
  CourseSession: {
    course: ({ courseId }, _, ctx) => ctx.loaders.course.load(courseId),
    teacher: ({ teacherId }, _, ctx) => ctx.loaders.teacher.load(teacherId),
    waitlistCount: async (session, _, ctx) => {
      // Whoever waited when it began waits no more.
      if (session.startsAt <= ctx.now) return 0;
      const { waitlistCount, offeredCount } = await withOpenOffers(session, ctx);
      return waitlistCount + offeredCount;
    },
    meetings: ({ id }, _, ctx) => ctx.loaders.meetingsOfSession.load(id),
    status: async (session, _, ctx) => sessionStatusAt(await withOpenOffers(session, ctx), ctx.now),
  },
};
