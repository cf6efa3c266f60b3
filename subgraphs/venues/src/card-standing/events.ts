import { type EventHandlers, rows, sql } from '@union-graph/subgraph';

const OF_EVENT: Readonly<Record<string, string>> = {
  'organisation.card.activated': 'ACTIVE',
  'organisation.card.frozen': 'FROZEN',
  'organisation.card.cancelled': 'CANCELLED',
  'organisation.card.lost': 'LOST',
};

/** What a card that was moved is here: one that was replaced was lost, and one past its last day is out of use. */
const OF_MOVED: Readonly<Record<string, string>> = {
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
export const cardEvents: EventHandlers = {
  'organisation.card.*': async ({ db }, { type, subject, aggregateversion, data }) => {
    const status = type === 'organisation.card.moved' ? OF_MOVED[String(data.status)] : OF_EVENT[type];
    if (!status) return;
    const { memberId, validTo } = data as { memberId: string; validTo?: string | null };
    await rows(
      db,
      sql`insert into card_standing (card_id, member_id, status, valid_to, aggregate_version)
      values (${subject}, ${memberId}, ${status}, ${validTo ?? null}, ${aggregateversion})
      on conflict (card_id) do update set member_id = excluded.member_id, status = excluded.status, valid_to = coalesce(excluded.valid_to, card_standing.valid_to),
        aggregate_version = excluded.aggregate_version
      where card_standing.aggregate_version < excluded.aggregate_version`,
    );
  },
};
