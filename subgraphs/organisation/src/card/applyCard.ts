import { getForUpdate, insertRow, newId, type Tx } from '@union-graph/subgraph';
import { Member } from '../member/Member.ts';
import { seesPerson } from '../member/scope.ts';
import type { ApplyCardInput } from '../schema.gen.ts';
import { Card } from './Card.ts';
import { cardPolicy } from './policy.ts';

/** Applies for a member's card. One live card for each member (ORG-INV-1), held by the index `card_one_live`. */
export async function applyCard(tx: Tx, input: ApplyCardInput): Promise<{ card: Card }> {
  const member = await getForUpdate(tx, Member, input.memberId, {
    what: 'member',
    visible: (viewer, row) => seesPerson(viewer, row.id, row.scopePath),
  });
  cardPolicy.authorise(tx.viewer, 'applyCard', member);
  const card = await insertRow(tx.db, Card, {
    id: newId(),
    memberId: member.id,
    status: 'APPLIED',
    issuedAt: null,
    scopePath: member.scopePath,
    version: 1,
  });
  await tx.publish({ type: 'card.applied', aggregateId: card.id, aggregateVersion: card.version, data: { memberId: member.id } });
  return { card };
}
