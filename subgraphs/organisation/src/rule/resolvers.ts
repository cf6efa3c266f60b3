import { readRuleNumbers, setRuleNumber } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { numbers } from './numbers.ts';

export const ruleResolvers: Resolvers = {
  Query: {
    organisationRules: (_, { on }, ctx) => readRuleNumbers(numbers, on, ctx),
  },
  Mutation: {
    setOrganisationRule: (_, { input }, ctx) => setRuleNumber(numbers, input, ctx),
  },
};
