import { published } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { reportProject } from './reportProject.ts';

export const projectReportResolvers: Resolvers = {
  Mutation: {
    reportProject: (_, { input }, ctx) => ctx.mutate(input, (tx) => reportProject(tx, input)),
  },
  ProjectReport: {
    period: ({ from, to }) => ({ from, to }),
    directCumulative: ({ directCumulative }) => published(directCumulative),
  },
  BeneficiaryCount: {
    byDistrict: ({ districts }) =>
      districts.map(({ key, count }) => ({ district: { code: key }, count, suppressed: count === null })),
    byGroup: ({ groups }) => groups.map(({ key, count }) => ({ group: key, count, suppressed: count === null })),
  },
};
