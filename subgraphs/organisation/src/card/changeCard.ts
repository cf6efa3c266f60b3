import type { cardActivated } from '@union-graph/events';
import { assertTransition, civilDay, type Tx, updateRow } from '@union-graph/subgraph';
import { getWithMember } from '../member/getMember.ts';
import type { Member } from '../member/Member.ts';
import { Card } from './Card.ts';
import { cardPolicy } from './policy.ts';
import { CARD_TRANSITIONS, type CardStatus, cardStatusOn } from './rules.ts';

type Verb = Parameters<typeof cardPolicy.authorise>[1];

interface CardInput {
  readonly cardId: string;
  readonly expectedVersion: number;
}

/** A card and its member, locked for a change. `NOT_FOUND` when the viewer may not see the member, `FORBIDDEN` when the verb is not theirs. */
export async function getCard(
  tx: Tx,
  verb: Verb,
  { cardId, expectedVersion }: CardInput,
): Promise<{ card: Card; member: Member }> {
  const { row: card, member } = await getWithMember(tx, Card, cardId, { what: 'card', expectedVersion });
  cardPolicy.authorise(tx.viewer, verb, member);
  return { card, member };
}

/** Brings a card into another state, where the table of its life allows it from the state it is in today. */
export function toStatus(tx: Tx, card: Card, status: CardStatus, changes: Partial<Card> = {}): Promise<Card> {
  assertTransition(CARD_TRANSITIONS, 'card', cardStatusOn(card, civilDay(tx.now)), status);
  return updateRow(tx.db, Card, card, { ...changes, status });
}

/** Tells the other services what became of a card, and whose it is from then on: of a card's events the latest says so. */
export const publishCard = (tx: Tx, type: typeof cardActivated, card: Card, { id, scopePath }: Member): Promise<void> =>
  tx.publish(type, card, { memberId: id, scopePath, validTo: card.validTo, status: card.status });
