import { cardActivated, cardCancelled, cardFrozen, cardLost, cardMoved, type DataOf } from '@union-graph/events';
import { defineKnown } from '@union-graph/subgraph';
import { CardStanding } from './CardStanding.ts';

type CardStatus = DataOf<typeof cardMoved>['status'];

/** What a card is good for here: one that was replaced was lost, and one past its last day is out of use. */
const STANDING: Readonly<Record<CardStatus, CardStanding['status'] | null>> = {
  APPLIED: null,
  ISSUED: null,
  ACTIVE: 'ACTIVE',
  FROZEN: 'FROZEN',
  CANCELLED: 'CANCELLED',
  EXPIRED: 'CANCELLED',
  LOST: 'LOST',
  REPLACED: 'LOST',
};

const cards = defineKnown(CardStanding, { id: 'cardId', what: 'card' });

/** Keeps what is known of each card, and whose it is. A merge of two records of one person, and its reverse, move a card to another record (C-16). */
export const followCard = cards.follow(
  [cardActivated, cardFrozen, cardCancelled, cardLost, cardMoved],
  ({ data: { memberId, status: told, validTo } }) => {
    const status = STANDING[told];
    return status && { memberId, status, ...(validTo !== null && { validTo }) };
  },
);
