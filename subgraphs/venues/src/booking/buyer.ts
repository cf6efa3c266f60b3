import { civilDay, Refusal, type Tx } from '@union-graph/subgraph';
import { findActiveCard } from '../card-standing/queries.ts';
import { findSuspension } from '../suspension/queries.ts';
import type { Audience } from '../tariff/rules.ts';
import { cardNotActive } from './refusals.ts';

/** Throws `BOOKING_SUSPENDED` while a member may not book (VEN-INV-5). */
export async function assertNotSuspended({ db, now }: Tx, memberId: string): Promise<void> {
  const suspension = await findSuspension(db, memberId, civilDay(now));
  if (!suspension) return;
  const message = `You may not book until the end of ${suspension.to}: ${suspension.reason}. The manager of the venue hears appeals.`;
  throw new Refusal('BOOKING_SUSPENDED', message, { rule: 'VEN-INV-5' });
}

/** A card-holder gets the card's price unless they choose another; who asks for it needs an active card (VEN-INV-4). */
export async function chosenAudience({ db, now }: Tx, memberId: string, asked: Audience | null | undefined): Promise<Audience> {
  if (asked && asked !== 'CARD_HOLDER') return asked;
  if (await findActiveCard(db, memberId, civilDay(now))) return 'CARD_HOLDER';
  if (asked) throw cardNotActive();
  return 'WORKER';
}
