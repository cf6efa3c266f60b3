import { isId } from '@union-graph/subgraph';
import { entriesOfEvent } from '../competition-entry/queries.ts';
import type { Resolvers } from '../schema.gen.ts';
import { advanceCompetition } from './advanceCompetition.ts';
import { announceCompetition } from './announceCompetition.ts';
import { publishResults } from './publishResults.ts';
import { competitions } from './queries.ts';

export const competitionResolvers: Resolvers = {
  Query: {
    competitions: (_, args, ctx) => ctx.page(competitions, null, args),
    competition: (_, { id }, ctx) => (isId(id) ? ctx.loaders.competition.load(id) : null),
  },
  Mutation: {
    announceCompetition: (_, { input }, ctx) => ctx.mutate(input, (tx) => announceCompetition(tx, input)),
    advanceCompetition: (_, { input }, ctx) => ctx.mutate(input, (tx) => advanceCompetition(tx, input)),
    publishResults: (_, { input }, ctx) => ctx.mutate(input, (tx) => publishResults(tx, input)),
  },
  Competition: {
    events: ({ id }, _, ctx) => ctx.loaders.eventsOfCompetition.load(id),
    organisers: ({ id }, _, ctx) => ctx.loaders.organisersOfCompetition.load(id),
  },
  CompetitionEvent: {
    competition: ({ competitionId }, _, ctx) => ctx.loaders.competition.load(competitionId),
    occupation: ({ occupationCode }, _, ctx) => ctx.loaders.occupation.load(occupationCode),
    entries: ({ id }, args, ctx) => ctx.page(entriesOfEvent, id, args),
    results: ({ id }, _, ctx) => ctx.loaders.awardsOfEvent.load(id),
    appeals: ({ id }, _, ctx) => ctx.loaders.appealsOfEvent.load(id),
  },
};
