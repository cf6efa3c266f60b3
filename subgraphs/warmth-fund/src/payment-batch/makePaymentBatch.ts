import { insertRow, isId, newId, notFound, Refusal, rows, sql, type Tx } from '@union-graph/subgraph';
import { disbursementPolicy } from '../disbursement/policy.ts';
import { CITY_PATH } from '../fund/access.ts';
import { Fund } from '../fund/Fund.ts';
import type { MakePaymentBatchInput } from '../schema.gen.ts';
import { batchFile } from './file.ts';
import { PaymentBatch } from './PaymentBatch.ts';

/** Payouts of one file at most; the next batch takes the rest. It keeps a transaction short, and is no rule of the fund. */
const MOST = 2_000;

interface Waiting {
  readonly id: string;
  readonly accountMasked: string;
  readonly amountFen: bigint;
  readonly version: number;
}

/**
 * Hands the approved payouts of a fund to the bank in one file, the oldest first. Each is SENT in the transaction that writes the file, so that
 * no payout is in two files and none is sent without one. Left out are those that this cashier may not pay (FND-INV-6), those whose
 * source was withdrawn or changed (C-11), aid that a household turned out to have twice (FND-INV-5), and payouts that wait for heirs.
 */
export async function makePaymentBatch(tx: Tx, { fundId }: MakePaymentBatchInput): Promise<{ batch: PaymentBatch }> {
  disbursementPolicy.authorise(tx.viewer, 'sendDisbursement', { scopePath: CITY_PATH });
  const fund = isId(fundId) ? await tx.db.findOneBy(Fund, { id: fundId }) : null;
  if (!fund) throw notFound('fund', fundId);
  const cashier = tx.viewer.personId as string;
  const payouts = await waiting(tx, fund.id, cashier);
  if (payouts.length === 0)
    throw new Refusal('VALIDATION_FAILED', 'No payout of this fund is approved and waits for you to send it.', {
      rule: 'FND-INV-6',
      field: 'fundId',
    });
  const { text, sha256, sumFen } = batchFile(payouts);
  const made = {
    id: newId(),
    fundId: fund.id,
    payoutCount: payouts.length,
    sumFen,
    file: text,
    sha256,
    madeBy: cashier,
    madeAt: tx.now,
  };
  const batch = await insertRow(tx.db, PaymentBatch, made);
  await send(tx, batch.id, payouts, cashier);
  return { batch };
}

const waiting = (tx: Tx, fundId: string, cashier: string): Promise<Waiting[]> =>
  rows(
    tx.db,
    sql`select d.id, d.account_masked as "accountMasked", d.amount_fen as "amountFen", d.version from disbursement d
      join payout_source s on (s.subgraph, s.type, s.id) = (d.source_subgraph, d.source_type, d.source_id)
      where d.fund_id = ${fundId} and d.status = 'APPROVED' and s.state = 'APPROVED' and s.revision = d.source_revision and not d.waits_for_heirs
        and d.created_by <> ${cashier} and d.approved_by <> ${cashier} and d.member_id is distinct from ${cashier}::uuid
        and part_in_payout(${cashier}, d) is null and aid_beyond_cycle(d.source_subgraph, d.source_type, d.source_id) is not true
      order by d.created_at, d.id limit ${MOST} for update of d`,
  );

async function send(tx: Tx, batchId: string, payouts: readonly Waiting[], cashier: string): Promise<void> {
  const ids = payouts.map(({ id }) => id);
  await rows(
    tx.db,
    sql`update disbursement set status = 'SENT', paid_by = ${cashier}, failure_reason = null, version = version + 1 where id = any(${ids}::uuid[])`,
  );
  await rows(
    tx.db,
    sql`insert into payment_batch_line (batch_id, line_no, disbursement_id, sent_version)
      select ${batchId}::uuid, at, id, version from unnest(${ids}::uuid[], ${payouts.map(({ version }) => version + 1)}::int[])
        with ordinality as sent (id, version, at)`,
  );
}
