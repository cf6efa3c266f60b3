import { checkedText, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { MAX_REASON } from '../reason.ts';
import { refuseUnlessPublisherOrOwner } from '../registry/credentials.ts';
import { getSubgraph, lockSubgraph } from '../registry/getSubgraph.ts';
import { findVersion } from '../registry/queries.ts';
import { lockRegistry } from '../registry/registrySnapshot.ts';
import { SchemaVersion } from '../registry/SchemaVersion.ts';
import { SubgraphRow } from '../registry/SubgraphRow.ts';
import type { WithdrawVersionInput } from '../schema.gen.ts';

/** Withdraws the proposed version of a subgraph. A program or an administrator of its owner does so. */
export async function withdrawVersion(tx: Tx, input: WithdrawVersionInput) {
  await refuseUnlessPublisherOrOwner(tx, await getSubgraph(tx, input.subgraph), 'withdrawVersion');
  const reason = checkedText(input.reason, 'reason', MAX_REASON);
  await lockRegistry(tx, null);
  const row = await lockSubgraph(tx, input.subgraph, input.expectedVersion);
  const proposed = await findVersion(tx, row.id, 'PROPOSED');
  const nothing = `No version of "${row.id}" waits, so there is none to withdraw.`;
  refuseIf(proposed === undefined, 'INVALID_TRANSITION', nothing, { field: 'subgraph' });
  const version = await updateRow(tx.db, SchemaVersion, proposed as SchemaVersion, {
    state: 'REJECTED',
    reason: `Its owner withdrew it: ${reason}`,
  });
  const changed = await updateRow(tx.db, SubgraphRow, row, {});
  return { version, subgraphVersion: changed.version };
}
