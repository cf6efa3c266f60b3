import { findVisible } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { applyCard } from './applyCard.ts';

export const cardResolvers: Resolvers = {
  Query: {
    card: (_, { id }, ctx) => findVisible('card', id, ctx.loaders.card),
  },
  Mutation: {
    applyCard: (_, { input }, ctx) => ctx.mutate(input, (tx) => applyCard(tx, input)),
  },
  Card: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.card.load(id),
    member: ({ memberId }, _, ctx) => ctx.loaders.member.load(memberId),
  },
  Member: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.member.load(id),
  },
};
