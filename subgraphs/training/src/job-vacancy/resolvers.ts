import { civilDay, isId } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { postVacancy } from './postVacancy.ts';
import { jobVacancies } from './queries.ts';
import { withdrawVacancy } from './withdrawVacancy.ts';

export const jobVacancyResolvers: Resolvers = {
  Query: {
    jobVacancies: (_, args, ctx) => ctx.page(jobVacancies, null, args),
    jobVacancy: (_, { id }, ctx) => (isId(id) ? ctx.loaders.jobVacancy.load(id) : null),
  },
  Mutation: {
    postVacancy: (_, { input }, ctx) => ctx.mutate(input, (tx) => postVacancy(tx, input)),
    withdrawVacancy: (_, { input }, ctx) => ctx.mutate(input, (tx) => withdrawVacancy(tx, input)),
  },
  JobVacancy: {
    enterprise: ({ enterpriseId }) => ({ id: enterpriseId }),
    district: ({ districtCode }) => ({ code: districtCode }),
    isOpen: ({ withdrawnAt, openUntil }, _, { now }) => withdrawnAt === null && openUntil >= civilDay(now),
  },
};
