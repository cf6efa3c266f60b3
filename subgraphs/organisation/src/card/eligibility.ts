import { refuseIf } from '@union-graph/subgraph';
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
