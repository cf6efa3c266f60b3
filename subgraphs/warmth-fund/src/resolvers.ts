import { merge } from '@union-graph/subgraph';
import { aidResolvers } from './aid/resolvers.ts';
import { disbursementResolvers } from './disbursement/resolvers.ts';
import { districtResolvers } from './district/resolvers.ts';
import { fundResolvers } from './fund/resolvers.ts';
import { ledgerResolvers } from './ledger/resolvers.ts';
import { memberResolvers } from './member/resolvers.ts';
import { coverageResolvers } from './mutual-aid/resolvers.ts';
import { projectResolvers } from './project/resolvers.ts';

export const resolvers = merge(
  aidResolvers,
  coverageResolvers,
  disbursementResolvers,
  districtResolvers,
  fundResolvers,
  ledgerResolvers,
  memberResolvers,
  projectResolvers,
);
