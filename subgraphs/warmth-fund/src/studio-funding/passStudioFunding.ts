import { columns, rows, sql, type Tx } from '@union-graph/subgraph';
import type { PayoutFollower } from '../payout-source/followers.ts';
import { PayoutSource } from '../payout-source/PayoutSource.ts';
import { type Ending, paidParts } from '../payout-source/parts.ts';
import { unionPayee } from '../payout-source/payee.ts';
import { approveSource, UNION_ENDED } from '../payout-source/sources.ts';
import { findEnded, type Heir } from '../running-fund/heirOf.ts';

/** Has the heir of a union that ended be paid for its studios what nothing is paid of or under way. The studios' people are the heir's now. */
export async function passStudioFunding(
  tx: Tx,
  unionId: string,
  { heir, ending }: { readonly heir: Heir; readonly ending: Ending | null },
): Promise<void> {
  if (heir === 'NONE' || heir === 'UNTOLD') return;
  const withdrawn = await rows<PayoutSource>(
    tx.db,
    sql`select ${columns(PayoutSource, 's')} from payout_source s where s.union_id = ${unionId}::uuid and s.type = 'StudioFunding'
      and s.state = 'WITHDRAWN' and s.reason = ${UNION_ENDED} order by s.id for update`,
  );
  for (const source of withdrawn) {
    const { paidFen, isUnderWay } = await paidParts(tx, source, ending);
    if (paidFen > 0n || isUnderWay) continue;
    const scopePath = heir.scopePath ?? source.scopePath;
    await approveSource(tx, source, { ...source, ...unionPayee(heir.unionId), scopePath });
  }
}

/** What came to nothing after the end of the union passes to its heir. */
export const followStudioPayout: PayoutFollower = async (tx, payout, outcome) => {
  const ended = outcome === 'SETTLED' ? null : await findEnded(tx, payout.unionId);
  if (ended) await passStudioFunding(tx, ended.union.unionId, { heir: ended.heir, ending: { payout, outcome } });
};
