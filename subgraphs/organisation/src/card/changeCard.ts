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

/** Locks a card and its member for a change. Throws `NOT_FOUND` when the viewer may not see the member, `FORBIDDEN` when the viewer may not use the verb. */
export async function getCard(
  tx: Tx,
  verb: Verb,
  { cardId, expectedVersion }: CardInput,
): Promise<{ card: Card; member: Member }> {
  const { row: card, member } = await getWithMember(tx, Card, cardId, { what: 'card', expectedVersion });
  cardPolicy.authorise(tx.viewer, verb, member);
  return { card, member };
}

/** Sets the status of a card. Throws `INVALID_TRANSITION` when it is not allowed from today's status. */
export function toStatus(tx: Tx, card: Card, status: CardStatus, changes: Partial<Card> = {}): Promise<Card> {
  assertTransition(CARD_TRANSITIONS, 'card', cardStatusOn(card, civilDay(tx.now)), status);
  return updateRow(tx.db, Card, card, { ...changes, status });
}
