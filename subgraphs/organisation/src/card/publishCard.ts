import type { cardActivated } from '@union-graph/events';
import type { Tx } from '@union-graph/subgraph';
import type { Member } from '../member/Member.ts';
import type { Card } from './Card.ts';

/** Publishes an event of a card with its status and member. The latest event of a card has its current member. */
export const publishCard = (tx: Tx, type: typeof cardActivated, card: Card, { id, scopePath }: Member): Promise<void> =>
  tx.publish(type, card, { memberId: id, scopePath, validTo: card.validTo, status: card.status });
