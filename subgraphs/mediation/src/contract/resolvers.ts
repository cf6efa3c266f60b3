import { civilDay, isId, notFound, SMALLEST } from '@union-graph/subgraph';
import type { Context } from '../context.ts';
import type { ContractStatus, Resolvers } from '../schema.gen.ts';
import type { CollectiveContract } from './CollectiveContract.ts';
import { countCoverage, dayOf, shareBp } from './coverage.ts';
import { readsFiguresOf, WITHHELD, workersTold } from './figures.ts';
import { fileContract } from './fileContract.ts';
import { publishContract } from './publishContract.ts';
import { collectiveContracts } from './queries.ts';
import { recordReview } from './recordReview.ts';
import { contractStatus, isPublic } from './rules.ts';

/** A contract that the viewer may see: by its own rule, or because they take part in the round that led to it. */
async function visible(ctx: Context, contract: CollectiveContract | null): Promise<CollectiveContract | null> {
  if (!contract || isPublic(contractStatus(contract, civilDay(ctx.now)))) return contract;
  if (await ctx.loaders.isContractSeen.load(contract.id)) return contract;
  const round = contract.roundId === null ? null : await ctx.loaders.bargainingRound.load(contract.roundId);
  return round && contract;
}

const load = async (ctx: Context, id: string | undefined): Promise<CollectiveContract | null> =>
  id !== undefined && isId(id) ? visible(ctx, await ctx.loaders.collectiveContract.load(id)) : null;

/** Where a contract stands today, its renewal included. */
export async function statusOfContract(ctx: Context, contract: CollectiveContract): Promise<ContractStatus> {
  const today = civilDay(ctx.now);
  const status = contractStatus(contract, today);
  if (status !== 'EXPIRED') return status;
  return contractStatus(contract, today, (await ctx.loaders.renewalOfContract.load(contract.id))?.isRenewed);
}

export const contractResolvers: Resolvers = {
  Query: {
    collectiveContract: async (_, { id }, ctx) => {
      const found = await load(ctx, id);
      if (!found) throw notFound('contract', id);
      return found;
    },
    collectiveContracts: (_, args, ctx) => ctx.page(collectiveContracts, null, args),
    contractCoverage: async (_, { scope, period }, ctx) => {
      const on = dayOf(period, ctx.now);
      const counted = await countCoverage(ctx.db, scope, on);
      const { employers, covered, aboveScale, aboveScaleWithWages } = counted;
      const reads = await readsFiguresOf(ctx, scope);
      // The city's share is a value of the plan (IND-03), which says it to everybody.
      const toldShare = reads || (scope == null && employers >= SMALLEST);
      return {
        on,
        ...(reads ? counted : WITHHELD),
        employers,
        covered,
        coveredBp: shareBp(covered, employers),
        aboveScaleWithWagesBp: toldShare ? shareBp(aboveScaleWithWages, aboveScale) : null,
      };
    },
  },
  Mutation: {
    fileContract: (_, { input }, ctx) => ctx.mutate(input, (tx) => fileContract(tx, input)),
    publishContract: (_, { input }, ctx) => ctx.mutate(input, (tx) => publishContract(tx, input)),
    recordReview: (_, { input }, ctx) => ctx.mutate(input, (tx) => recordReview(tx, input)),
  },
  Enterprise: {
    collectiveContracts: async ({ id }, _, ctx) => {
      const all = id && isId(id) ? await ctx.loaders.contractsOfEmployer.load(id) : [];
      const seen = await Promise.all(all.map((contract) => visible(ctx, contract)));
      return seen.filter((contract) => contract !== null);
    },
  },
  CollectiveContract: {
    __resolveReference: ({ id }, ctx) => load(ctx, id),
    workersSide: ({ workersSideId }) => ({ id: workersSideId }),
    // Organisation tells of employers to whoever signed in (C-19); a reference that it refuses would take the whole list of contracts with it.
    employers: ({ id }, _, ctx) => (ctx.viewer.kind === 'anonymous' ? null : ctx.loaders.employersOfContract.load(id)),
    workersCovered: (contract, _, ctx) => workersTold(ctx, contract),
    renewalNoticeFrom: ({ renewalFrom }) => renewalFrom,
    isRenewalDue: async ({ id }, _, ctx) => (await ctx.loaders.renewalOfContract.load(id))?.isDue ?? false,
    isPublishedLate: ({ publishedOn, publishBy }) =>
      publishedOn === null || publishBy === null ? null : publishedOn > publishBy,
    status: (contract, _, ctx) => statusOfContract(ctx, contract),
    guaranteeChecks: ({ roundId }, _, ctx) => (roundId === null ? [] : ctx.loaders.checksOfRound.load(roundId)),
    round: ({ roundId }, _, ctx) => (roundId === null ? null : ctx.loaders.bargainingRound.load(roundId)),
  },
};
