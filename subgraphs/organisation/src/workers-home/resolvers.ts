import { findVisible } from '@union-graph/subgraph';
import { numbers } from '../rule/numbers.ts';
import type { Resolvers } from '../schema.gen.ts';
import { reviewHome, submitHomeAssessment } from './assessHome.ts';
import { homeProgramme, workersHomes } from './queries.ts';
import { beginHomeBuilding, recordHomeMechanism, registerHome } from './registerHome.ts';
import { allPass, type Brights, NO_BRIGHTS, recheckDue } from './rules.ts';

const shown = (brights: Brights) => ({ ...brights, allPass: allPass(brights) });

export const workersHomeResolvers: Resolvers = {
  Query: {
    workersHome: (_, { id }, ctx) => findVisible("Worker's Home", id, ctx.loaders.workersHome),
    workersHomes: (_, args, ctx) => ctx.page(workersHomes, null, args),
    homeProgramme: (_, { from, to }, ctx) => homeProgramme(ctx, from, to),
  },
  Mutation: {
    registerHome: (_, { input }, ctx) => ctx.mutate(input, (tx) => registerHome(tx, input)),
    beginHomeBuilding: (_, { input }, ctx) => ctx.mutate(input, (tx) => beginHomeBuilding(tx, input)),
    submitHomeAssessment: (_, { input }, ctx) => ctx.mutate(input, (tx) => submitHomeAssessment(tx, input)),
    reviewHome: (_, { input }, ctx) => ctx.mutate(input, (tx) => reviewHome(tx, input)),
    recordHomeMechanism: (_, { input }, ctx) => ctx.mutate(input, (tx) => recordHomeMechanism(tx, input)),
  },
  WorkersHome: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.workersHome.load(id),
    union: ({ unionId }, _, ctx) => ctx.loaders.union.load(unionId),
    district: ({ districtCode }, _, ctx) => ctx.loaders.district.load(districtCode),
    brights: async ({ id }, _, ctx) => shown((await ctx.loaders.assessmentsOfHome.load(id))[0]?.brights ?? NO_BRIGHTS),
    mechanisms: ({ id }, _, ctx) => ctx.loaders.mechanismsOfHome.load(id),
    assessments: ({ id }, _, ctx) => ctx.loaders.assessmentsOfHome.load(id),
    recheckDueOn: async ({ status, checkedOn }, _, ctx) =>
      status === 'STANDARD' && checkedOn !== null
        ? recheckDue(checkedOn, ctx.number(numbers.RECHECK_YEARS, checkedOn), await ctx.loaders.calendar.load('all'))
        : null,
  },
  HomeAssessment: {
    by: ({ byId }, _, ctx) => ctx.loaders.staffMember.load(byId),
    brights: ({ brights }) => shown(brights),
  },
};
