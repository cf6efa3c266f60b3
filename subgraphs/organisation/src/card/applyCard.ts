import { civilDay, insertRow, newId, Refusal, type Tx } from '@union-graph/subgraph';
import { getMember } from '../member/getMember.ts';
import type { ApplyCardInput } from '../schema.gen.ts';
import { Card } from './Card.ts';
import { refuseUnlessCarried, refuseWithoutConsent } from './eligibility.ts';
import { cardPolicy } from './policy.ts';
import { findOpenCards, nextCardNo } from './queries.ts';
import { CARD_TRANSITIONS, type CardStatus, cardStatusOn } from './rules.ts';

/**
 * Applies for a member's card, a new one after a loss too. One live card for each member (ORG-INV-1), held by the index
 * `card_one_live`; voluntary, after the member saw the terms and agreed (source P8).
 */
export async function applyCard(tx: Tx, input: ApplyCardInput): Promise<{ card: Card }> {
  const member = await getMember(tx, input.memberId);
  cardPolicy.authorise(tx.viewer, 'applyCard', member);
  refuseUnlessCarried(member);
  await refuseWithoutConsent(tx, member);
  const lost = await makeRoom(tx, member.id);
  const card = await insertRow(tx.db, Card, {
    id: newId(),
    memberId: member.id,
    cardNo: await nextCardNo(tx),
    status: 'APPLIED',
    appliedAt: tx.now,
    issuedAt: null,
    validTo: null,
    replacesId: lost?.id ?? null,
    version: 1,
  });
  return { card };
}

/**
 * Writes down which of the member's cards are past their last day, so that they make room; gives the card that was lost, if any.
 * `CARD_ALREADY_ACTIVE` for a card that is good or on its way, with what its state allows to do about it.
 */
async function makeRoom(tx: Tx, memberId: string): Promise<Card | undefined> {
  const cards = await findOpenCards(tx, memberId);
  const today = civilDay(tx.now);
  for (const card of cards) {
    const status = cardStatusOn(card, today);
    if (status === 'EXPIRED') await tx.db.update(Card, card.id, { status, version: card.version + 1 });
    else if (status !== 'LOST') throw hasCard(status);
  }
  return cards.findLast((card) => cardStatusOn(card, today) === 'LOST');
}

function hasCard(status: CardStatus): Refusal {
  const way = CARD_TRANSITIONS[status].includes('LOST')
    ? 'Report it lost if it is gone'
    : 'Wait until it is issued, or cancel it';
  return new Refusal('CARD_ALREADY_ACTIVE', `This member already has a card, which is ${status}. ${way}, to get another one.`, {
    rule: 'ORG-INV-1',
  });
}
