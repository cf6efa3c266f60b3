import { civilDay, findVisible } from '@union-graph/subgraph';
import type { Context } from '../context.ts';
import { countLookUp, readMember } from '../member/readMember.ts';
import { isWhole } from '../member/scope.ts';
import type { Resolvers } from '../schema.gen.ts';
import { activateCard } from './activateCard.ts';
import { applyCard } from './applyCard.ts';
import type { Card } from './Card.ts';
import { cancelCard } from './cancelCard.ts';
import { freezeCard } from './freezeCard.ts';
import { issueCard } from './issueCard.ts';
import { reportCardLost } from './reportCardLost.ts';
import { type CardStatus, currentCardStatus, maskCardNo } from './rules.ts';
import { unfreezeCard } from './unfreezeCard.ts';

/** A card's status today. */
const currentStatus = async (card: Card, _: unknown, { loaders, now }: Context): Promise<CardStatus> =>
  currentCardStatus(card, card.status === 'FROZEN' ? await loaders.lapsedTransfer.load(card.memberId) : null, civilDay(now));

export const cardResolvers: Resolvers = {
  Query: {
    card: async (_, { id }, ctx, { path }) => {
      const card = await findVisible('card', id, ctx.loaders.card);
      await countLookUp(ctx, card.memberId, path);
      return card;
    },
  },
  Mutation: {
    applyCard: (_, { input }, ctx) => ctx.mutate(input, (tx) => applyCard(tx, input)),
    issueCard: (_, { input }, ctx) => ctx.mutate(input, (tx) => issueCard(tx, input)),
    activateCard: (_, { input }, ctx) => ctx.mutate(input, (tx) => activateCard(tx, input)),
    freezeCard: (_, { input }, ctx) => ctx.mutate(input, (tx) => freezeCard(tx, input)),
    unfreezeCard: (_, { input }, ctx) => ctx.mutate(input, (tx) => unfreezeCard(tx, input)),
    reportCardLost: (_, { input }, ctx) => ctx.mutate(input, (tx) => reportCardLost(tx, input)),
    cancelCard: (_, { input }, ctx) => ctx.mutate(input, (tx) => cancelCard(tx, input)),
  },
  Card: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.card.load(id),
    cardNoMasked: ({ cardNo }) => maskCardNo(cardNo),
    status: currentStatus,
    member: ({ memberId }, _, ctx, { path }) => readMember(ctx, memberId, path),
    replaces: ({ replacesId }, _, ctx) => (replacesId === null ? null : ctx.loaders.card.load(replacesId)),
    benefits: async (card, _, ctx) =>
      (await currentStatus(card, null, ctx)) === 'ACTIVE' ? ctx.loaders.cardBenefits.load(civilDay(ctx.now)) : [],
  },
  Member: {
    card: (row, _, ctx) => (isWhole(row) ? ctx.loaders.cardOfMember.load(row.id) : null),
  },
};
