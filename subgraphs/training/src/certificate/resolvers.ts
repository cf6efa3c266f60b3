import { findVisible } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { allOccupations, certificates } from './queries.ts';
import { recordCertificate } from './recordCertificate.ts';
import { revokeCertificate } from './revokeCertificate.ts';
import { verifyCertificate } from './verifyCertificate.ts';
import { withdrawCertificate } from './withdrawCertificate.ts';

export const certificateResolvers: Resolvers = {
  Query: {
    certificate: (_, { id }, ctx) => findVisible('certificate', id, ctx.loaders.certificate),
    certificates: (_, args, ctx) => ctx.page(certificates, null, args),
    occupations: (_, __, ctx) => allOccupations(ctx),
  },
  Mutation: {
    recordCertificate: (_, { input }, ctx) => ctx.mutate(input, (tx) => recordCertificate(tx, input)),
    verifyCertificate: (_, { input }, ctx) => ctx.mutate(input, (tx) => verifyCertificate(tx, input)),
    withdrawCertificate: (_, { input }, ctx) => ctx.mutate(input, (tx) => withdrawCertificate(tx, input)),
    revokeCertificate: (_, { input }, ctx) => ctx.mutate(input, (tx) => revokeCertificate(tx, input)),
  },
  Certificate: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.certificate.load(id),
    member: ({ memberId }) => ({ id: memberId }),
    occupation: ({ occupationCode }, _, ctx) => ctx.loaders.occupation.load(occupationCode),
  },
  Member: {
    certificates: ({ id }, _, ctx) => ctx.loaders.certificatesOfMember.load(id as string),
  },
};
