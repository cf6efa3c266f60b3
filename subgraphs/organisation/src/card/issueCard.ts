import { civilDay, type Tx } from '@union-graph/subgraph';
import { numbers } from '../rule/numbers.ts';
import type { IssueCardInput } from '../schema.gen.ts';
import type { Card } from './Card.ts';
import { getCard, toStatus } from './changeCard.ts';
import { refuseUnlessCarried, refuseWithoutConsent } from './eligibility.ts';
import { lastDay } from './rules.ts';

/** Issues a card that was applied for. The lost card it stands for is thereby replaced. */
export async function issueCard(tx: Tx, input: IssueCardInput): Promise<{ card: Card }> {
  const { card, member } = await getCard(tx, 'issueCard', input);
  refuseUnlessCarried(member);
  const today = civilDay(tx.now);
  const issued = await toStatus(tx, card, 'ISSUED', { issuedAt: today, validTo: lastDay(today, tx.number(numbers.CARD_YEARS)) });
  await refuseWithoutConsent(tx, member);
  // The lost card may have been cancelled since; then there is nothing left to replace.
  if (card.replacesId)
    await tx.db.query(`update card set status = 'REPLACED', version = version + 1 where id = $1 and status = 'LOST'`, [
      card.replacesId,
    ]);
  return { card: issued };
}
