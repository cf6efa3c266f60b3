import type { Resolvers } from '../schema.gen.ts';
import { findBadge, jobReadyCertificates } from './queries.ts';
import { recordDomesticExam } from './recordDomesticExam.ts';
import { revokeJobReadyCertificate } from './revokeJobReadyCertificate.ts';
import { agencyOfBody } from './rules.ts';
import { signJobReadyCertificate } from './signJobReadyCertificate.ts';

export const jobReadyCertificateResolvers: Resolvers = {
  Query: {
    jobReadyCertificates: (_, args, ctx) => ctx.page(jobReadyCertificates, null, args),
    jobReadyBadge: (_, { badgeNo }, ctx) => findBadge(ctx, badgeNo),
  },
  Mutation: {
    recordDomesticExam: (_, { input }, ctx) => ctx.mutate(input, (tx) => recordDomesticExam(tx, input)),
    signJobReadyCertificate: (_, { input }, ctx) => ctx.mutate(input, (tx) => signJobReadyCertificate(tx, input)),
    revokeJobReadyCertificate: (_, { input }, ctx) => ctx.mutate(input, (tx) => revokeJobReadyCertificate(tx, input)),
  },
  JobReadyCertificate: {
    member: ({ memberId }) => (memberId === null ? null : { id: memberId }),
    institution: ({ institutionId }, _, ctx) => ctx.loaders.institution.load(institutionId),
    signatures: ({ id }, _, ctx) => ctx.loaders.signaturesOfCertificate.load(id),
  },
  IssuerSignature: {
    agency: ({ body }) => {
      const code = agencyOfBody(body);
      return code === null ? null : { code };
    },
  },
};
