import { checkedText, Refusal, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { MAX_REASON } from '../reason.ts';
import type { DecideSubgraphInput } from '../schema.gen.ts';
import { lockSubgraph, subgraphOf } from './getSubgraph.ts';
import { registryPolicy } from './policy.ts';
import { SubgraphRow } from './SubgraphRow.ts';

/** Approves or refuses a registered subgraph, once. Another person than the one who registered it decides (GOV-INV-3). */
export async function decideSubgraph(tx: Tx, input: DecideSubgraphInput) {
  registryPolicy.authorise(tx.viewer, 'decideSubgraph', { ownerUnionId: '' });
  const row = await lockSubgraph(tx, input.subgraph, input.expectedVersion);
  const own = 'You registered this subgraph yourself. A colleague decides about it.';
  refuseIf(row.registeredBy === tx.viewer.personId, 'SEPARATION_OF_DUTIES', own, { rule: 'GOV-INV-3' });
  const decided = `The subgraph "${row.id}" is ${row.status}; it is decided already.`;
  refuseIf(row.status !== 'PROPOSED', 'INVALID_TRANSITION', decided, { field: 'status' });
  const changed = await updateRow(tx.db, SubgraphRow, row, {
    status: input.approved ? 'ACTIVE' : 'REFUSED',
    reason: checkedReason(input),
    decidedBy: tx.viewer.personId,
    decidedAt: tx.now,
  });
  return { subgraph: subgraphOf(changed) };
}

/** Checks the reason of a refusal. Null for an approval, which has none. */
export function checkedReason({
  approved,
  reason,
}: {
  readonly approved: boolean;
  readonly reason?: string | null | undefined;
}): string | null {
  if (approved) return null;
  if (reason == null) throw new Refusal('BAD_USER_INPUT', 'Say why it is refused.', { field: 'reason' });
  return checkedText(reason, 'reason', MAX_REASON);
}
