import { cardActivated, cardCancelled, cardFrozen, cardLost, cardMoved, type DataOf } from '@union-graph/events';
import { handle, rows, sql } from '@union-graph/subgraph';
import type { CardStanding } from './CardStanding.ts';

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

/**
 * Keeps what is known of each card, and whose it is; an event that is older than what is known changes nothing. A merge of two
 * records of one person, and its reverse, move a card to another record (C-16).
 */
export const followCard = handle(
  [cardActivated, cardFrozen, cardCancelled, cardLost, cardMoved],
  async ({ db }, { subject, aggregateversion, data }) => {
    const { memberId, validTo } = data;
    const status = STANDING[data.status];
    if (status === null) return;
    await rows(
      db,
      sql`insert into card_standing (card_id, member_id, status, valid_to, aggregate_version)
      values (${subject}, ${memberId}, ${status}, ${validTo}, ${aggregateversion})
      on conflict (card_id) do update set member_id = excluded.member_id, status = excluded.status, valid_to = coalesce(excluded.valid_to, card_standing.valid_to),
        aggregate_version = excluded.aggregate_version
      where card_standing.aggregate_version < excluded.aggregate_version`,
    );
  },
);
