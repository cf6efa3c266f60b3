import { inScope, type Viewer } from '@union-graph/identity';
import { civilDay, isId, notFound } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import type { CollectiveContract } from './CollectiveContract.ts';
import { countCoverage } from './coverage.ts';
import { fileContract } from './fileContract.ts';
import { recordReview } from './recordReview.ts';
import { contractStatus } from './rules.ts';

/** Public once it was in force; before that for the staff around the workers' side, and the labour authority. */
const sees = (viewer: Viewer, contract: CollectiveContract, on: string): boolean =>
  ['EFFECTIVE', 'EXPIRED'].includes(contractStatus(contract, on)) ||
  inScope(viewer, contract.scopePath, 'JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'INDUSTRY_ADMIN', 'BUREAU_ADMIN', 'CITY_DEPT') ||
  inScope(viewer, contract.scopePath, 'LINKED_PARTY', 'WAGE_INSTRUCTOR', 'AUDITOR');

export const contractResolvers: Resolvers = {
  Query: {
    collectiveContract: async (_, { id }, ctx) => {
      const found = isId(id) ? await ctx.loaders.collectiveContract.load(id) : null;
      if (!found || !sees(ctx.viewer, found, civilDay(ctx.now))) throw notFound('contract', id);
      return found;
    },
    contractCoverage: async (_, { districtCode }, ctx) => {
      const on = civilDay(ctx.now);
      return { on, ...(await countCoverage(ctx.db, districtCode ?? null, on)) };
    },
  },
  Mutation: {
    fileContract: (_, { input }, ctx) => ctx.mutate(input, (tx) => fileContract(tx, input)),
    recordReview: (_, { input }, ctx) => ctx.mutate(input, (tx) => recordReview(tx, input)),
  },
  Enterprise: {
    collectiveContracts: async ({ id }, _, ctx) => {
      const all = id && isId(id) ? await ctx.loaders.contractsOfEmployer.load(id) : [];
      return all.filter((contract) => sees(ctx.viewer, contract, civilDay(ctx.now)));
    },
  },
  CollectiveContract: {
    __resolveReference: async ({ id }, ctx) => {
      const found = isId(id) ? await ctx.loaders.collectiveContract.load(id) : null;
      return found && sees(ctx.viewer, found, civilDay(ctx.now)) ? found : null;
    },
    workersSide: ({ workersSideId }) => ({ id: workersSideId }),
    employers: ({ id }, _, ctx) => ctx.loaders.employersOfContract.load(id),
    status: (contract, _, ctx) => contractStatus(contract, civilDay(ctx.now)),
  },
};
