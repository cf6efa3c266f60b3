import { civilDay, Refusal, type Tx } from '@union-graph/subgraph';
import { findActiveCard } from '../card-standing/queries.ts';
import { findSuspension } from '../suspension/queries.ts';
import { settleMissed } from '../suspension/settleMissed.ts';
import type { Audience } from '../tariff/rules.ts';
import { cardNotActive } from './refusals.ts';

/** Throws `BOOKING_SUSPENDED` while a locked member may not book (VEN-INV-5), also when no task has written down what they missed last. */
export async function assertNotSuspended(tx: Tx, memberId: string): Promise<void> {
  await settleMissed(tx, memberId);
  const suspension = await findSuspension(tx.db, memberId, civilDay(tx.now));
  if (!suspension) return;
  const message = `You may not book until the end of ${suspension.to}: ${suspension.reason}. The manager of the venue hears appeals.`;
  throw new Refusal('BOOKING_SUSPENDED', message, { rule: 'VEN-INV-5' });
}

/** A card-holder gets the card's price unless they choose another; who asks for it needs an active card (VEN-INV-4). */
export async function chosenAudience(tx: Tx, memberId: string, asked: Audience | null | undefined): Promise<Audience> {
  if (asked && asked !== 'CARD_HOLDER') return asked;
  const audience = await ownAudience(tx, memberId);
  if (asked && audience !== 'CARD_HOLDER') throw cardNotActive();
  return audience;
}

/** At whose price a member holds a slot unless they choose another: a card-holder's with an active card, else a worker's. */
export const ownAudience = async ({ db, now }: Pick<Tx, 'db' | 'now'>, memberId: string): Promise<Audience> =>
  (await findActiveCard(db, memberId, civilDay(now))) ? 'CARD_HOLDER' : 'WORKER';
