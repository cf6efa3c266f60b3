import { cardActivated } from '@union-graph/events';
import { refuseIf, type Tx } from '@union-graph/subgraph';
import type { ActivateCardInput } from '../schema.gen.ts';
import type { Card } from './Card.ts';
import { getCard, toStatus } from './changeCard.ts';
import { refuseUnlessCarried, refuseWithoutConsent } from './eligibility.ts';
import { publishCard } from './publishCard.ts';

/** Makes an issued card good; the mutual-aid cover follows by the event (S-35). */
export async function activateCard(tx: Tx, input: ActivateCardInput): Promise<{ card: Card }> {
  const { card, member } = await getCard(tx, 'activateCard', input);
  refuseUnlessCarried(member);
  refuseIf(card.status === 'FROZEN', 'INVALID_TRANSITION', "The card is FROZEN. The union's staff can unfreeze it.", {
    field: 'status',
  });
  const changed = await toStatus(tx, card, 'ACTIVE');
  await refuseWithoutConsent(tx, member);
  await publishCard(tx, cardActivated, changed, member);
  return { card: changed };
}
