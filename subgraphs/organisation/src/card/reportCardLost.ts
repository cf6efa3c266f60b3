import { cardLost } from '@union-graph/events';
import type { Tx } from '@union-graph/subgraph';
import type { ReportCardLostInput } from '../schema.gen.ts';
import type { Card } from './Card.ts';
import { getCard, toStatus } from './changeCard.ts';
import { publishCard } from './publishCard.ts';

/**
 * Blocks a card that is lost, for good: one that was handed out, whether it is in use, frozen or not activated yet. One that
 * turns up again stays blocked, and thawing a frozen membership does not bring it back. Applying again brings another one.
 */
export async function reportCardLost(tx: Tx, input: ReportCardLostInput): Promise<{ card: Card }> {
  const { card, member } = await getCard(tx, 'reportCardLost', input);
  const changed = await toStatus(tx, card, 'LOST');
  await publishCard(tx, cardLost, changed, member);
  return { card: changed };
}
