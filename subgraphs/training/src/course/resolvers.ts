import { isId } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { openCourseSession } from './openCourseSession.ts';
import { allModules, courses, coursesOfModule } from './queries.ts';
import { sessionStatusAt } from './rules.ts';

export const courseResolvers: Resolvers = {
  Query: {
    trainingModules: (_, __, ctx) => allModules(ctx),
    courses: (_, args, ctx) => ctx.page(courses, null, args),
    course: (_, { id }, ctx) => (isId(id) ? ctx.loaders.course.load(id) : null),
    courseSession: (_, { id }, ctx) => (isId(id) ? ctx.loaders.courseSession.load(id) : null),
  },
  Mutation: {
    openCourseSession: (_, { input }, ctx) => ctx.mutate(input, (tx) => openCourseSession(tx, input)),
  },
  TrainingModule: {
    courses: ({ code }, args, ctx) => ctx.page(coursesOfModule, code, args),
  },
  Course: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.course.load(id),
    module: ({ moduleCode }, _, ctx) => (moduleCode ? ctx.loaders.trainingModule.load(moduleCode) : null),
    institution: ({ institutionId }, _, ctx) => ctx.loaders.institution.load(institutionId),
    sessions: ({ id }, _, ctx) => ctx.loaders.sessionsOfCourse.load(id),
  },
  CourseSession: {
    course: ({ courseId }, _, ctx) => ctx.loaders.course.load(courseId),
    teacher: ({ teacherId }, _, ctx) => ctx.loaders.teacher.load(teacherId),
    waitlistCount: ({ waitlistCount, offeredCount }) => waitlistCount + offeredCount,
    meetings: ({ id }, _, ctx) => ctx.loaders.meetingsOfSession.load(id),
    status: (session, _, ctx) => sessionStatusAt(session, ctx.now),
  },
};
