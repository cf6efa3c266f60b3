import type { Tx } from '@union-graph/subgraph';
import { endConsentsOfDead } from '../consent/endConsents.ts';
import { closeAnsweredOfDead } from '../service-request/closeForDead.ts';

/** Ends what was the person's alone to keep up, when the locked record says that they have died: by an act, or by a merge with one that says so. */
export async function endWithLife(tx: Tx, memberId: string): Promise<void> {
  await endConsentsOfDead(tx, memberId);
  await closeAnsweredOfDead(tx, memberId);
}
