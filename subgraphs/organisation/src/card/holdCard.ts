import { cardActivated, cardFrozen } from '@union-graph/events';
import { civilDay, columns, type Sql, sql, type Tx } from '@union-graph/subgraph';
import type { Member } from '../member/Member.ts';
import { Card } from './Card.ts';
import { publishCard } from './publishCard.ts';

/**
 * Freezes the active card of a member on the way to another union (domain rule 2.1.3); gives its id, null when there is
 * none. The member must be locked.
 */
export async function holdCard(tx: Tx, member: Member): Promise<string | null> {
  const held = await turn(tx, 'FROZEN', sql`member_id = ${member.id} and status = 'ACTIVE'`);
  if (!held) return null;
  await publishCard(tx, cardFrozen, held, member);
  return held.id;
}

/** Makes the card that {@link holdCard} froze good again, unless it was cancelled or ran out meanwhile. */
export async function releaseCard(tx: Tx, cardId: string | null, member: Member): Promise<void> {
  const released = cardId && (await turn(tx, 'ACTIVE', sql`id = ${cardId} and status = 'FROZEN'`));
  if (released) await publishCard(tx, cardActivated, released, member);
}

/** Brings the card that is good until today at least, and is in the state asked for, into another: one statement, as transfers come many at once. */
async function turn({ db, now }: Tx, status: 'ACTIVE' | 'FROZEN', where: Sql): Promise<Card | undefined> {
  const change = sql`update card as c set status = ${status}, version = version + 1
    where ${where} and valid_to >= ${civilDay(now)} returning ${columns(Card, 'c')}`;
  const [[card]] = (await db.query(change.text, change.values)) as [Card[], number];
  return card;
}
