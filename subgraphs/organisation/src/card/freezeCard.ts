import { cardFrozen } from '@union-graph/events';
import type { Tx } from '@union-graph/subgraph';
import type { FreezeCardInput } from '../schema.gen.ts';
import type { Card } from './Card.ts';
import { getCard, toStatus } from './changeCard.ts';
import { publishCard } from './publishCard.ts';

/** Freezes an active card for a while. */
export async function freezeCard(tx: Tx, input: FreezeCardInput): Promise<{ card: Card }> {
  const { card, member } = await getCard(tx, 'freezeCard', input);
  const changed = await toStatus(tx, card, 'FROZEN');
  await publishCard(tx, cardFrozen, changed, member);
  return { card: changed };
}
