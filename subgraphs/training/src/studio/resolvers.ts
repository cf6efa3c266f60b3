import { isId } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { coNameStudio } from './coNameStudio.ts';
import { decideStudio } from './decideStudio.ts';
import { evaluateStudio } from './evaluateStudio.ts';
import { nameStudio } from './nameStudio.ts';
import { nominateStudio } from './nominateStudio.ts';
import { openStudio } from './openStudio.ts';
import { addStudioProject, recordStudioResult } from './projects.ts';
import { innovationStudios } from './queries.ts';
import { reviewStudio } from './reviewStudio.ts';

export const studioResolvers: Resolvers = {
  Query: {
    innovationStudios: (_, args, ctx) => ctx.page(innovationStudios, null, args),
    innovationStudio: (_, { id }, ctx) => (isId(id) ? ctx.loaders.innovationStudio.load(id) : null),
  },
  Mutation: {
    nominateStudio: (_, { input }, ctx) => ctx.mutate(input, (tx) => nominateStudio(tx, input)),
    reviewStudio: (_, { input }, ctx) => ctx.mutate(input, (tx) => reviewStudio(tx, input)),
    coNameStudio: (_, { input }, ctx) => ctx.mutate(input, (tx) => coNameStudio(tx, input)),
    nameStudio: (_, { input }, ctx) => ctx.mutate(input, (tx) => nameStudio(tx, input)),
    openStudio: (_, { input }, ctx) => ctx.mutate(input, (tx) => openStudio(tx, input)),
    addStudioProject: (_, { input }, ctx) => ctx.mutate(input, (tx) => addStudioProject(tx, input)),
    recordStudioResult: (_, { input }, ctx) => ctx.mutate(input, (tx) => recordStudioResult(tx, input)),
    evaluateStudio: (_, { input }, ctx) => ctx.mutate(input, (tx) => evaluateStudio(tx, input)),
    decideStudio: (_, { input }, ctx) => ctx.mutate(input, (tx) => decideStudio(tx, input)),
  },
  InnovationStudio: {
    __resolveReference: ({ id }, ctx) => (isId(id) ? ctx.loaders.innovationStudio.load(id) : null),
    leader: ({ leaderMemberId }) => (leaderMemberId === null ? null : { id: leaderMemberId }),
    leaderName: ({ leaderMemberId }, _, ctx) => (leaderMemberId === null ? null : ctx.loaders.publishedName.load(leaderMemberId)),
    funding: ({ id }, _, ctx) => ctx.loaders.fundingOfStudio.load(id),
    enterprise: ({ enterpriseId }) => ({ id: enterpriseId }),
    coNamedBy: ({ id }, _, ctx) => ctx.loaders.coNamersOfStudio.load(id),
    projects: ({ id }, _, ctx) => ctx.loaders.projectsOfStudio.load(id),
    evaluations: ({ id }, _, ctx) => ctx.loaders.evaluationsOfStudio.load(id),
  },
};
