import type { Resolvers } from '../schema.gen.ts';
import { decideAppeal } from './decideAppeal.ts';
import { fileAppeal } from './fileAppeal.ts';
import { issueChampionCertificate } from './issueChampionCertificate.ts';

export const competitionAwardResolvers: Resolvers = {
  Mutation: {
    fileAppeal: (_, { input }, ctx) => ctx.mutate(input, (tx) => fileAppeal(tx, input)),
    decideAppeal: (_, { input }, ctx) => ctx.mutate(input, (tx) => decideAppeal(tx, input)),
    issueChampionCertificate: (_, { input }, ctx) => ctx.mutate(input, (tx) => issueChampionCertificate(tx, input)),
  },
  CompetitionAward: {
    winner: ({ memberId }, _, ctx) => (memberId === null ? null : ctx.loaders.publishedName.load(memberId)),
    member: ({ memberId }) => (memberId === null ? null : { id: memberId }),
    certificate: ({ certificateId }, _, ctx) => (certificateId === null ? null : ctx.loaders.certificate.load(certificateId)),
  },
  CompetitionAppeal: {
    member: ({ memberId }) => (memberId === null ? null : { id: memberId }),
    event: ({ eventId }, _, ctx) => ctx.loaders.competitionEvent.load(eventId),
  },
};
