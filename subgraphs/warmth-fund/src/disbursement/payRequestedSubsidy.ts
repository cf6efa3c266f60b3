import { subsidyPaymentRequested } from '@union-graph/events';
import { handle, rows, sql } from '@union-graph/subgraph';
import { checkedAmount } from '../ledger/rules.ts';
import { createDisbursement } from './create.ts';

/**
 * On `training.subsidy.paymentRequested`: sets the subsidy aside in the skills fund, once for each application however
 * often the event comes (S-64, J-07). When the fund is short the payout waits as REQUESTED and is reserved as soon as
 * money comes in: an event cannot be refused.
 */
export const payRequestedSubsidy = handle(subsidyPaymentRequested, async (tx, { subject, data }) => {
  const { memberId, amountFen, scopePath } = data;
  // Two deliveries at the same moment: the second waits here, and then finds what the first wrote.
  await rows(tx.db, sql`select pg_advisory_xact_lock(hashtextextended(${`subsidy:${subject}`}, 0))`);
  const known = await rows(
    tx.db,
    sql`
    select from disbursement where source_subgraph = 'training' and source_type = 'SubsidyApplication'
      and source_id = ${subject}`,
  );
  if (known.length > 0) return;
  const [fund] = await rows<{ id: string }>(tx.db, sql`select id from fund where code = 'SKILLS'`);
  if (!fund) throw new Error('There is no skills fund.');
  await createDisbursement(tx, {
    fundId: fund.id,
    source: { subgraph: 'training', typeName: 'SubsidyApplication', id: subject },
    memberId,
    accountMasked: '京卡·互助服务卡',
    amountFen: checkedAmount(BigInt(amountFen)),
    scopePath,
  });
});
