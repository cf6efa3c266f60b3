import { civilDay, type Tx } from '@union-graph/subgraph';
import type { Member } from '../member/Member.ts';
import { publishCard, toStatus } from './changeCard.ts';
import { findOpenCards } from './queries.ts';
import { cardStatusOn } from './rules.ts';

/**
 * What a membership's end does to the member's cards (domain rule 2.1.3): an active one is frozen, one that was not yet
 * in use is cancelled. The member must be locked.
 */
export async function blockCards(tx: Tx, member: Member): Promise<void> {
  for (const card of await findOpenCards(tx, member.id)) {
    const status = cardStatusOn(card, civilDay(tx.now));
    if (status === 'ACTIVE') await publishCard(tx, 'frozen', await toStatus(tx, card, 'FROZEN'), member);
    if (status === 'APPLIED' || status === 'ISSUED')
      await publishCard(tx, 'cancelled', await toStatus(tx, card, 'CANCELLED'), member);
  }
}
