import { cardActivated } from '@union-graph/events';
import { refuseIf, type Tx } from '@union-graph/subgraph';
import type { UnfreezeCardInput } from '../schema.gen.ts';
import type { Card } from './Card.ts';
import { getCard, toStatus } from './changeCard.ts';
import { refuseUnlessCarried } from './eligibility.ts';
import { publishCard } from './publishCard.ts';

/** Makes a frozen card good again. */
export async function unfreezeCard(tx: Tx, input: UnfreezeCardInput): Promise<{ card: Card }> {
  const { card, member } = await getCard(tx, 'unfreezeCard', input);
  refuseUnlessCarried(member);
  refuseIf(card.status === 'ISSUED', 'INVALID_TRANSITION', 'The card is ISSUED and was never active. Activate it.', {
    field: 'status',
  });
  refuseIf(
    card.status === 'LOST',
    'INVALID_TRANSITION',
    'The card was reported LOST and stays blocked, also when it turned up again. Apply for another one.',
    { field: 'status' },
  );
  const changed = await toStatus(tx, card, 'ACTIVE');
  await publishCard(tx, cardActivated, changed, member);
  return { card: changed };
}
