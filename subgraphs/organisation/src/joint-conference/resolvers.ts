import { loadUnit } from '../external-agency/units.ts';
import type { Resolvers } from '../schema.gen.ts';
import { jointConferences } from './queries.ts';
import { recordJointConference } from './recordJointConference.ts';
import { recordResolution } from './recordResolution.ts';

export const jointConferenceResolvers: Resolvers = {
  Query: {
    jointConferences: (_, args, ctx) => ctx.page(jointConferences, null, args),
  },
  Mutation: {
    recordJointConference: (_, { input }, ctx) => ctx.mutate(input, (tx) => recordJointConference(tx, input)),
    recordResolution: (_, { input }, ctx) => ctx.mutate(input, (tx) => recordResolution(tx, input)),
  },
  TaskProject: {
    resolutions: ({ id }, _, ctx) => ctx.loaders.resolutionsOfTask.load(id),
  },
  JointConference: {
    attendees: async ({ id }, _, ctx) => (await ctx.loaders.attendees.load(id)).map((unit) => loadUnit(ctx, unit)),
    resolutions: ({ id }, _, ctx) => ctx.loaders.resolutionsOfConference.load(id),
  },
  Resolution: {
    task: ({ taskId }, _, ctx) => (taskId === null ? null : ctx.loaders.taskProject.load(taskId)),
  },
};
