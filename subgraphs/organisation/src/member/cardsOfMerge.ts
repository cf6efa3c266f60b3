import { cardActivated, cardCancelled, cardFrozen, cardMoved } from '@union-graph/events';
import { civilDay, columns, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { Card } from '../card/Card.ts';
import { publishCard } from '../card/publishCard.ts';
import { findOpenCards } from '../card/queries.ts';
import { type CardStatus, cardStatusOn } from '../card/rules.ts';
import type { Member } from './Member.ts';
import type { MemberMerge } from './MemberMerge.ts';

const LIVE: readonly CardStatus[] = ['APPLIED', 'ISSUED', 'ACTIVE', 'FROZEN'];
const isLive = ({ status }: Card): boolean => LIVE.includes(status);
const isDead = ({ membershipStatus }: Member): boolean => membershipStatus === 'DECEASED';

/**
 * Of two cards that are applied for or in use the survivor's stays (ORG-INV-1): the duplicate's are cancelled, and all cards where one of the records says
 * that the person has died. Gives what they were, so that they can be what they were again.
 */
export async function endDoubleCards(tx: Tx, survivor: Member, duplicate: Member): Promise<MemberMerge['cardsBefore']> {
  const own = (await openCards(tx, survivor)).filter(isLive);
  const doubles = (await openCards(tx, duplicate)).filter(isLive);
  const hasDied = isDead(survivor) || isDead(duplicate);
  if (own.length === 0 && !hasDied) return [];
  for (const card of doubles) await become(tx, card, 'CANCELLED', duplicate);
  if (hasDied) for (const card of own) await become(tx, card, 'CANCELLED', survivor);
  return [...doubles, ...(hasDied ? own : [])].map(({ id, status }) => ({ id, status }));
}

/**
 * Makes the cards of these records that a merge ended what they were, unless the record has another one by now, the person has died, or they would be
 * past their last day.
 */
export async function restoreCards(tx: Tx, holders: readonly Member[], before: MemberMerge['cardsBefore']): Promise<void> {
  for (const { id, status } of before) {
    const card = await tx.db.findOneOrFail(Card, { where: { id }, lock: { mode: 'pessimistic_write' } });
    const holder = holders.find((one) => one.id === card.memberId);
    if (!holder || isDead(holder) || card.status !== 'CANCELLED') continue;
    const isFree = !(await openCards(tx, holder)).some(isLive);
    const isGood = card.validTo === null || card.validTo >= civilDay(tx.now);
    if (isFree && isGood) await become(tx, card, status, holder);
  }
}

/** All cards of a record, also those that are at their end: what they covered goes with them. */
export const cardsOf = ({ db }: Tx, memberId: string): Promise<Card[]> =>
  rows(db, sql`select ${columns(Card, 'c')} from card c where c.member_id = ${memberId} order by c.applied_at, c.id for update`);

/** Tells whose the cards are that a merge, or its reverse, moved. Of one that was never in use nobody was told yet. */
export async function tellMoved(tx: Tx, cards: readonly Card[], holder: Member): Promise<void> {
  for (const card of cards) {
    if (card.status === 'APPLIED' || card.status === 'ISSUED') continue;
    await publishCard(tx, cardMoved, await updateRow(tx.db, Card, card, { memberId: holder.id }), holder);
  }
}

/** The open cards of a record, those past their last day written down as such. */
async function openCards(tx: Tx, { id }: Member): Promise<Card[]> {
  const cards = await findOpenCards(tx, id);
  const today = civilDay(tx.now);
  return Promise.all(
    cards.map((card) => {
      const status = cardStatusOn(card, today);
      return status === card.status ? card : updateRow(tx.db, Card, card, { status });
    }),
  );
}

const TOLD: Readonly<Partial<Record<CardStatus, typeof cardActivated>>> = {
  ACTIVE: cardActivated,
  FROZEN: cardFrozen,
  CANCELLED: cardCancelled,
};

async function become(tx: Tx, card: Card, status: CardStatus, member: Member): Promise<void> {
  const changed = await updateRow(tx.db, Card, card, { status });
  const type = TOLD[status];
  if (type) await publishCard(tx, type, changed, member);
}
