import { civilDay, type Tx } from '@union-graph/subgraph';
import type { Member } from '../member/Member.ts';
import { publishCard, toStatus } from './changeCard.ts';
import { findOpenCards } from './queries.ts';
import { cardStatusOn } from './rules.ts';

/**
 * Freezes the active card of a member on the way to another union (domain rule 2.1.3); gives its id, null when there is
 * none. The member must be locked.
 */
export async function holdCard(tx: Tx, member: Member): Promise<string | null> {
  const active = (await findOpenCards(tx, member.id)).find((card) => cardStatusOn(card, civilDay(tx.now)) === 'ACTIVE');
  if (!active) return null;
  await publishCard(tx, 'frozen', await toStatus(tx, active, 'FROZEN'), member);
  return active.id;
}

/** Makes the card that {@link holdCard} froze good again, unless it was cancelled or ran out meanwhile. */
export async function releaseCard(tx: Tx, cardId: string | null, member: Member): Promise<void> {
  const held = (await findOpenCards(tx, member.id)).find(({ id }) => id === cardId);
  if (!held || cardStatusOn(held, civilDay(tx.now)) !== 'FROZEN') return;
  await publishCard(tx, 'activated', await toStatus(tx, held, 'ACTIVE'), member);
}
