import { checkedNumber, civilDay } from '@union-graph/subgraph';
import { WHOLE_CITY } from '../agency/policy.ts';
import { countTrained } from '../enrolment/safetyTraining.ts';
import type { Resolvers } from '../schema.gen.ts';
import { countStudios } from '../studio/tellCount.ts';
import { indicatorPolicy } from './policy.ts';

export const indicatorResolvers: Resolvers = {
  Query: {
    skillsIndicators: async (_, { year }, ctx) => {
      indicatorPolicy.authorise(ctx.viewer, 'skillsIndicators', {});
      const thisYear = Number(civilDay(ctx.now).slice(0, 4));
      const counted = checkedNumber(year ?? thisYear, 'year', [2000, thisYear]);
      const { numerator, denominator } = await countTrained(ctx, WHOLE_CITY, String(counted));
      const valueBp = denominator === 0 ? null : Math.floor((numerator * 10_000) / denominator);
      const { valueCount } = await countStudios(ctx);
      return [
        { code: 'IND-04', numerator, denominator, valueBp, valueCount: null },
        { code: 'IND-07', numerator: null, denominator: null, valueBp: null, valueCount },
      ];
    },
  },
};
