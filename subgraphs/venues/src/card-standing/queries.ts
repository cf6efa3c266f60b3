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
