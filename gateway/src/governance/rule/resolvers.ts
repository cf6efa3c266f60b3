import { readRuleNumbers, setRuleNumber } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { numbers } from './numbers.ts';

export const ruleResolvers: Resolvers = {
  Query: {
    governanceRules: (_, { on }, ctx) => readRuleNumbers(numbers, on, ctx),
  },
  Mutation: {
    setGovernanceRule: (_, { input }, ctx) => setRuleNumber(numbers, input, ctx),
  },
};
