import { civilDay } from '@union-graph/subgraph';
import { readMember } from '../member/readMember.ts';
import { isWhole } from '../member/scope.ts';
import type { Resolvers } from '../schema.gen.ts';
import { acceptTransfer } from './acceptTransfer.ts';
import { membershipTransfers } from './queries.ts';
import { requestTransfer } from './requestTransfer.ts';
import { returnTransfer } from './returnTransfer.ts';
import { returnedAtOn, transferStatusOn } from './rules.ts';

export const transferResolvers: Resolvers = {
  Query: {
    membershipTransfers: (_, args, ctx) => ctx.page(membershipTransfers, null, args),
  },
  Mutation: {
    requestTransfer: (_, { input }, ctx) => ctx.mutate(input, (tx) => requestTransfer(tx, input)),
    acceptTransfer: (_, { input }, ctx) => ctx.mutate(input, (tx) => acceptTransfer(tx, input)),
    returnTransfer: (_, { input }, ctx) => ctx.mutate(input, (tx) => returnTransfer(tx, input)),
  },
  Member: {
    transfers: (row, _, ctx) => (isWhole(row) ? ctx.loaders.transfersOfMember.load(row.id) : []),
  },
  MembershipTransfer: {
    nameZh: async ({ id }, _, ctx) => (await ctx.loaders.membershipTransfer.load(id))?.nameZh,
    status: (transfer, _, ctx) => transferStatusOn(transfer, civilDay(ctx.now)),
    returnedAt: (transfer, _, ctx) => returnedAtOn(transfer, civilDay(ctx.now)),
    member: ({ memberId }, _, ctx, { path }) => readMember(ctx, memberId, path),
    from: ({ fromUnionId }, _, ctx) => ctx.loaders.union.load(fromUnionId),
    to: ({ toUnionId }, _, ctx) => ctx.loaders.union.load(toUnionId),
  },
};
