import { refuseIf, type Tx } from '@union-graph/subgraph';
import { consentsToHealth } from '../hardship/circumstances.ts';
import type { ClaimEvent } from './rules.ts';

/** What a disability is known by is data about health: it is taken with the member's separate consent alone (PIPL arts. 28, 29; 2.5.7). */
export async function checkHealthConsent(tx: Tx, memberId: string, event: ClaimEvent): Promise<void> {
  if (event !== 'DISABILITY') return;
  refuseIf(
    !(await consentsToHealth(tx, memberId)),
    'CONSENT_REQUIRED',
    'A claim for a disability holds data about health. The member must consent to its use separately: purpose "DELIVERY", scope "health".',
    { rule: 'PIPL art. 29' },
  );
}
