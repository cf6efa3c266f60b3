import { lockByName, rows, sql, type Tx } from '@union-graph/subgraph';
import { fundIdOf } from '../fund/queries.ts';
import { checkedAmount } from '../ledger/rules.ts';
import { memberPayee } from '../payout-source/payee.ts';
import { approveSource, findSource, type SourceRef, withdrawSource } from '../payout-source/sources.ts';
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
export async function payToldSource(tx: Tx, source: SourceRef, told: Told): Promise<void> {
  const { subgraph, typeName, id } = source;
  await lockTold(tx, source);
  const known = await rows(
    tx.db,
    sql`select from disbursement where (source_subgraph, source_type, source_id) = (${subgraph}, ${typeName}, ${id})`,
  );
  if (known.length > 0 || (await findSource(tx, source))?.state === 'WITHDRAWN') return;
  await approveTold(tx, source, told);
  await payOutSource(tx, source, { accountMasked: CARD_ACCOUNT });
}

/**
 * What another service approved is not to be paid after all: its payouts are neither approved nor sent any more. Told before the approval
 * itself, it is never paid.
 */
export async function withdrawToldSource(tx: Tx, source: SourceRef, told: Told, reason: string): Promise<void> {
  await lockTold(tx, source);
  if (!(await findSource(tx, source))) await approveTold(tx, source, told);
  await withdrawSource(tx, source, reason);
}

/** Two deliveries at the same moment: the second waits here, and then finds what the first wrote. */
const lockTold = ({ db }: Tx, { typeName, id }: SourceRef): Promise<unknown> => lockByName(db, `${typeName}:${id}`);

const approveTold = async (tx: Tx, source: SourceRef, { memberId, amountFen, scopePath }: Told): Promise<void> =>
  approveSource(tx, source, {
    ...memberPayee(memberId),
    fundId: await fundIdOf(tx, 'SKILLS'),
    amountFen: checkedAmount(BigInt(amountFen)),
    scopePath,
  });
