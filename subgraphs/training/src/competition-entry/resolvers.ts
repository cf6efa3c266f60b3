import type { Resolvers } from '../schema.gen.ts';
import { recordCompetitionScores } from './recordCompetitionScores.ts';
import { registerEntry } from './registerEntry.ts';
import { withdrawEntry } from './withdrawEntry.ts';

export const competitionEntryResolvers: Resolvers = {
  Mutation: {
    registerEntry: (_, { input }, ctx) => ctx.mutate(input, (tx) => registerEntry(tx, input)),
    withdrawEntry: (_, { input }, ctx) => ctx.mutate(input, (tx) => withdrawEntry(tx, input)),
    recordCompetitionScores: (_, { input }, ctx) => ctx.mutate(input, (tx) => recordCompetitionScores(tx, input)),
  },
  CompetitionEntry: {
    member: ({ memberId }) => (memberId === null ? null : { id: memberId }),
    event: ({ eventId }, _, ctx) => ctx.loaders.competitionEvent.load(eventId),
  },
  Member: {
    competitionEntries: ({ id }, _, ctx) => ctx.loaders.entriesOfMember.load(id as string),
  },
};
