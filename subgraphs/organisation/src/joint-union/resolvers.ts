import { countedDay } from '../district/queries.ts';
import type { Resolvers } from '../schema.gen.ts';
import type { HeldFunction, Standing } from './loaders.ts';
import { jointUnionCompliance } from './queries.ts';
import { complianceFlags, UNION_FUNCTIONS, wantedIn } from './rules.ts';
import { recordUnionActivity, setUnionFunction } from './unionFunctions.ts';

const kindOf = (code: unknown) => UNION_FUNCTIONS.find((kind) => kind.code === code);

export const jointUnionResolvers: Resolvers = {
  Query: {
    jointUnionCompliance: (_, args, ctx) => jointUnionCompliance(ctx, args),
  },
  Mutation: {
    setUnionFunction: (_, { input }, ctx) => ctx.mutate(input, (tx) => setUnionFunction(tx, input)),
    recordUnionActivity: (_, { input }, ctx) => ctx.mutate(input, (tx) => recordUnionActivity(tx, input)),
  },
  Union: {
    jointUnionCompliance: ({ id, kind }, { year }, ctx) =>
      kind === 'COMMUNITY_JOINT_UNION'
        ? ctx.loaders.jointUnionStanding.load({ unionId: id, year, on: countedDay(ctx, year) })
        : null,
    functions: async ({ id, kind }, _, ctx) => {
      if (kind !== 'COMMUNITY_JOINT_UNION') return [];
      const held = new Map((await ctx.loaders.functionsOfUnion.load(id)).map((one) => [one.code, one]));
      return UNION_FUNCTIONS.map(({ code }) => held.get(code) ?? { unionId: id, code, active: false, version: 0 });
    },
  },
  JointUnionCompliance: {
    union: (standing, _, ctx) => ctx.loaders.union.load((standing as Standing).unionId),
    flags: (standing, _, ctx) => {
      const { officers, fundingFen, year } = standing as Standing;
      return complianceFlags(officers, fundingFen, wantedIn(ctx.number, year));
    },
  },
  UnionFunction: {
    union: (held, _, ctx) => ctx.loaders.union.load((held as HeldFunction).unionId),
    nameZh: ({ code }) => kindOf(code)?.nameZh,
    subgraph: ({ code }) => kindOf(code)?.subgraph,
    count: (held, { period: { from, to } }, ctx) => {
      const { unionId, code } = held as HeldFunction;
      return ctx.loaders.activityCount.load({ unionId, code, from, to });
    },
  },
};
