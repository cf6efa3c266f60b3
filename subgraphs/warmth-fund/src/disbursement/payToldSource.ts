import { rows, sql, type Tx } from '@union-graph/subgraph';
import { fundIdOf } from '../fund/queries.ts';
import { checkedAmount } from '../ledger/rules.ts';
import { memberPayee } from '../payout-source/payee.ts';
import { approveSource, type SourceRef } from '../payout-source/sources.ts';
import { payOutSource } from './create.ts';
import { CARD_ACCOUNT } from './rules.ts';

/** What another service tells of something that a member is to be paid. */
interface Told {
  readonly memberId: string;
  readonly amountFen: string;
  readonly scopePath: string;
}

/**
 * Sets the money of something that another service approved aside in the skills fund, for the member's card: once for each source, however
 * often the event comes. When the fund is short the payout waits as REQUESTED and is reserved as soon as money comes in: an event cannot be refused.
 */
export async function payToldSource(tx: Tx, source: SourceRef, { memberId, amountFen, scopePath }: Told): Promise<void> {
  const { subgraph, typeName, id } = source;
  // Two deliveries at the same moment: the second waits here, and then finds what the first wrote.
  await rows(tx.db, sql`select pg_advisory_xact_lock(hashtextextended(${`${typeName}:${id}`}, 0))`);
  const known = await rows(
    tx.db,
    sql`select from disbursement where (source_subgraph, source_type, source_id) = (${subgraph}, ${typeName}, ${id})`,
  );
  if (known.length > 0) return;
  await approveSource(tx, source, {
    ...memberPayee(memberId),
    fundId: await fundIdOf(tx, 'SKILLS'),
    amountFen: checkedAmount(BigInt(amountFen)),
    scopePath,
  });
  await payOutSource(tx, source, { accountMasked: CARD_ACCOUNT });
}
