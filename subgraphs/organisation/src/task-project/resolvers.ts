import { civilDay } from '@union-graph/subgraph';
import { loadUnit } from '../external-agency/units.ts';
import type { Resolvers } from '../schema.gen.ts';
import { createTaskProject } from './createTaskProject.ts';
import { taskProjects } from './queries.ts';
import { reportTaskProgress } from './reportTaskProgress.ts';
import { isTaskOpen } from './rules.ts';
import { verifyTask } from './verifyTask.ts';

export const taskProjectResolvers: Resolvers = {
  Query: {
    taskProjects: (_, args, ctx) => taskProjects(ctx, args),
  },
  Mutation: {
    createTaskProject: (_, { input }, ctx) => ctx.mutate(input, (tx) => createTaskProject(tx, input)),
    reportTaskProgress: (_, { input }, ctx) => ctx.mutate(input, (tx) => reportTaskProgress(tx, input)),
    verifyTask: (_, { input }, ctx) => ctx.mutate(input, (tx) => verifyTask(tx, input)),
  },
  Plan: {
    tasks: ({ code }, _, ctx) => ctx.loaders.tasksOfPlan.load(code),
  },
  TaskProject: {
    lead: ({ leadUnionId, leadAgencyCode }, _, ctx) => loadUnit(ctx, { unionId: leadUnionId, agencyCode: leadAgencyCode }),
    assists: async ({ id }, _, ctx) => (await ctx.loaders.assistsOfTask.load(id)).map((unit) => loadUnit(ctx, unit)),
    overdue: ({ dueAt, status }, _, ctx) => isTaskOpen(status) && dueAt < civilDay(ctx.now),
    reports: ({ id }, _, ctx) => ctx.loaders.reportsOfTask.load(id),
    indicators: ({ id }, _, ctx) => ctx.loaders.indicatorsOfTask.load(id),
  },
  TaskReport: {
    by: ({ byId }, _, ctx) => ctx.loaders.staffMember.load(byId),
  },
};
