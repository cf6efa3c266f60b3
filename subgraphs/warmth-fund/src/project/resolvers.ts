import { isId } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { authoriseProjectWork } from './access.ts';
import { serviceProjects } from './queries.ts';

export const projectResolvers: Resolvers = {
  Query: {
    serviceProjects: (_, args, ctx) => ctx.page(serviceProjects, null, args),
  },
  ServiceProject: {
    __resolveReference: ({ id }, ctx) => (isId(id) ? ctx.loaders.serviceProject.load(id) : null),
    districts: ({ id }, _, ctx) => {
      authoriseProjectWork(ctx.viewer);
      return ctx.loaders.districtsOfProject.load(id);
    },
    status: ({ status }, _, ctx) => {
      authoriseProjectWork(ctx.viewer);
      return status;
    },
  },
};
