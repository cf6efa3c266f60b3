import { refuseIf, type Tx } from '@union-graph/subgraph';
import { hasConsent } from '../consent/queries.ts';
import type { Member } from '../member/Member.ts';
import { carriesCard } from '../member/rules.ts';

/** `NOT_ELIGIBLE` unless the membership carries a card (domain rule 2.1.3, S-16). */
export const refuseUnlessCarried = ({ membershipStatus }: Member): void =>
  refuseIf(
    !carriesCard(membershipStatus),
    'NOT_ELIGIBLE',
    `The card is for union members; this membership is ${membershipStatus}. Apply for membership first.`,
    { rule: 'S-16' },
  );

/** `CONSENT_REQUIRED` unless the member agrees to the use of their data for the card today (source P8). */
export async function refuseWithoutConsent(tx: Tx, { id }: Member): Promise<void> {
  refuseIf(
    !(await hasConsent(tx, id, 'DELIVERY', 'card')),
    'CONSENT_REQUIRED',
    'The member has not agreed to the use of their data for the card. Give a consent for "DELIVERY" that covers "card" first.',
    { rule: 'S-16' },
  );
}
