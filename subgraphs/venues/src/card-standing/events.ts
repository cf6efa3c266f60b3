import { type EventHandlers, rows, sql } from '@union-graph/subgraph';

const STATUS: Readonly<Record<string, string>> = {
  'organisation.card.activated': 'ACTIVE',
  'organisation.card.frozen': 'FROZEN',
  'organisation.card.cancelled': 'CANCELLED',
  'organisation.card.lost': 'LOST',
};

/** Keeps what is known of each card; an event that is older than what is known changes nothing. */
export const cardEvents: EventHandlers = {
  'organisation.card.*': async ({ db }, { type, subject, aggregateversion, data }) => {
    const status = STATUS[type];
    if (!status) return;
    const { memberId, validTo } = data as { memberId: string; validTo?: string | null };
    await rows(
      db,
      sql`insert into card_standing (card_id, member_id, status, valid_to, aggregate_version)
      values (${subject}, ${memberId}, ${status}, ${validTo ?? null}, ${aggregateversion})
      on conflict (card_id) do update set status = excluded.status, valid_to = coalesce(excluded.valid_to, card_standing.valid_to),
        aggregate_version = excluded.aggregate_version
      where card_standing.aggregate_version < excluded.aggregate_version`,
    );
  },
};
