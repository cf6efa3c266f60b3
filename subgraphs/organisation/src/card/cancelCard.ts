import { cardCancelled } from '@union-graph/events';
import type { Tx } from '@union-graph/subgraph';
import type { CancelCardInput } from '../schema.gen.ts';
import type { Card } from './Card.ts';
import { getCard, toStatus } from './changeCard.ts';
import { publishCard } from './publishCard.ts';

/** Ends a card, in whatever state it is that is not an end. */
export async function cancelCard(tx: Tx, input: CancelCardInput): Promise<{ card: Card }> {
  const { card, member } = await getCard(tx, 'cancelCard', input);
  const changed = await toStatus(tx, card, 'CANCELLED');
  await publishCard(tx, cardCancelled, changed, member);
  return { card: changed };
}
