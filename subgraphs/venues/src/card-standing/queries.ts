import { columns, rows, sql } from '@union-graph/subgraph';
import type { EntityManager } from 'typeorm';
import { CardStanding } from './CardStanding.ts';

/** A member's card that is active on a day, null without one (VEN-INV-4). */
export async function findActiveCard(db: EntityManager, memberId: string, day: string): Promise<CardStanding | null> {
  const [card] = await rows<CardStanding>(
    db,
    sql`select ${columns(CardStanding, 'c')} from card_standing c
    where c.member_id = ${memberId} and c.status = 'ACTIVE' and coalesce(c.valid_to, 'infinity') >= ${day}::date order by c.card_id limit 1`,
  );
  return card ?? null;
}

/** The cards of members that are active on a day, by member. */
export async function findActiveCards(
  db: EntityManager,
  memberIds: readonly string[],
  day: string,
): Promise<ReadonlyMap<string, CardStanding>> {
  const found = await rows<CardStanding>(
    db,
    sql`select distinct on (c.member_id) ${columns(CardStanding, 'c')} from card_standing c where c.member_id = any(${memberIds}::uuid[])
    and c.status = 'ACTIVE' and coalesce(c.valid_to, 'infinity') >= ${day}::date order by c.member_id, c.card_id`,
  );
  return new Map(found.map((card) => [card.memberId, card]));
}
