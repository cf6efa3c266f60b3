import { cardCancelled, cardFrozen } from '@union-graph/events';
import { civilDay, type Tx } from '@union-graph/subgraph';
import type { Member } from '../member/Member.ts';
import { toStatus } from './changeCard.ts';
import { publishCard } from './publishCard.ts';
import { findOpenCards } from './queries.ts';
import { CARD_TRANSITIONS, cardStatusOn } from './rules.ts';

/**
 * What a membership's end does to the member's cards (domain rule 2.1.3): an active one is frozen, one that was not yet
 * in use is cancelled; those of the dead all end. The member must be locked.
 */
export async function blockCards(tx: Tx, member: Member): Promise<void> {
  for (const card of await findOpenCards(tx, member.id)) {
    const status = cardStatusOn(card, civilDay(tx.now));
    const over = member.membershipStatus === 'DECEASED' && CARD_TRANSITIONS[status].includes('CANCELLED');
    if (status === 'ACTIVE' && !over) await publishCard(tx, cardFrozen, await toStatus(tx, card, 'FROZEN'), member);
    if (over || status === 'APPLIED' || status === 'ISSUED')
      await publishCard(tx, cardCancelled, await toStatus(tx, card, 'CANCELLED'), member);
  }
}
