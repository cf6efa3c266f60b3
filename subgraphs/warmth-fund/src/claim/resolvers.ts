import { findVisible } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { addClaimDocuments } from './addClaimDocuments.ts';
import { appealClaim } from './appealClaim.ts';
import { approveClaim } from './approveClaim.ts';
import { assessClaim } from './assessClaim.ts';
import { mutualAidClaims } from './queries.ts';
import { seesClaimDetail } from './scope.ts';
import { submitClaim } from './submitClaim.ts';

export const claimResolvers: Resolvers = {
  Query: {
    mutualAidClaim: (_, { id }, ctx) => findVisible('claim', id, ctx.loaders.mutualAidClaim),
    mutualAidClaims: (_, args, ctx) => ctx.page(mutualAidClaims, null, args),
  },
  Mutation: {
    submitClaim: (_, { input }, ctx) => ctx.mutate(input, (tx) => submitClaim(tx, input)),
    addClaimDocuments: (_, { input }, ctx) => ctx.mutate(input, (tx) => addClaimDocuments(tx, input)),
    assessClaim: (_, { input }, ctx) => ctx.mutate(input, (tx) => assessClaim(tx, input)),
    approveClaim: (_, { input }, ctx) => ctx.mutate(input, (tx) => approveClaim(tx, input)),
    appealClaim: (_, { input }, ctx) => ctx.mutate(input, (tx) => appealClaim(tx, input)),
  },
  MutualAidClaim: {
    coverage: ({ coverageId }, _, ctx) => ctx.loaders.coverageOfClaim.load(coverageId),
    disabilityGrade: (row, _, { viewer }) => (seesClaimDetail(viewer, row) ? row.disabilityGrade : null),
    documents: (row, _, ctx) => (seesClaimDetail(ctx.viewer, row) ? ctx.loaders.documentsOfClaim.load(row.id) : null),
    reason: (row, _, { viewer }) => (seesClaimDetail(viewer, row) ? row.reason : null),
    appeal: (row, _, { viewer }) => (seesClaimDetail(viewer, row) ? row.appeal : null),
    disbursement: ({ id }, _, ctx) =>
      ctx.loaders.disbursementOfSource.load({ subgraph: 'warmth-fund', typeName: 'MutualAidClaim', id }),
  },
};
