import type { Resolvers } from '../schema.gen.ts';
import { applyForProject } from './applyForProject.ts';
import { evaluateProject } from './evaluateProject.ts';

export const projectApplicationResolvers: Resolvers = {
  Mutation: {
    applyForProject: (_, { input }, ctx) => ctx.mutate(input, (tx) => applyForProject(tx, input)),
    evaluateProject: (_, { input }, ctx) => ctx.mutate(input, (tx) => evaluateProject(tx, input)),
  },
  ProjectApplication: {
    ngo: ({ ngoId }) => ({ id: ngoId }),
    evaluations: ({ id }, _, ctx) => ctx.loaders.evaluationsOfApplication.load(id),
  },
};
