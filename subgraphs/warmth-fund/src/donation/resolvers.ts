import { findVisible } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { cancelPledge } from './cancelPledge.ts';
import { issueReceipt } from './issueReceipt.ts';
import { pledgeDonation } from './pledgeDonation.ts';
import { donations } from './queries.ts';
import { receiveDonation } from './receiveDonation.ts';
import { refundDonation } from './refundDonation.ts';
import { receiptNo } from './rules.ts';

export const donationResolvers: Resolvers = {
  Query: {
    donation: (_, { id }, ctx) => findVisible('donation', id, ctx.loaders.donation),
    donations: (_, args, ctx) => ctx.page(donations, null, args),
  },
  Mutation: {
    pledgeDonation: (_, { input }, ctx) => ctx.mutate(input, (tx) => pledgeDonation(tx, input)),
    cancelPledge: (_, { input }, ctx) => ctx.mutate(input, (tx) => cancelPledge(tx, input)),
    receiveDonation: (_, { input }, ctx) => ctx.mutate(input, (tx) => receiveDonation(tx, input)),
    issueReceipt: (_, { input }, ctx) => ctx.mutate(input, (tx) => issueReceipt(tx, input)),
    refundDonation: (_, { input }, ctx) => ctx.mutate(input, (tx) => refundDonation(tx, input)),
  },
  Donation: {
    donor: ({ donorKind, memberId, organisationName }) => ({
      kind: donorKind,
      member: memberId ? { id: memberId } : null,
      organisationName,
    }),
    restrictedTo: ({ schemeCode }, _, ctx) => (schemeCode ? ctx.loaders.schemeByCode.load(schemeCode) : null),
    receiptNo: ({ receiptYear, receiptSeq }) => (receiptYear && receiptSeq ? receiptNo(receiptYear, receiptSeq) : null),
  },
};
