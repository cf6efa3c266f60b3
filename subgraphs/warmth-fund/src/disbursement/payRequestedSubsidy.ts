import { subsidyPaymentRequested } from '@union-graph/events';
import { handle, rows, sql } from '@union-graph/subgraph';
import { fundIdOf } from '../fund/queries.ts';
import { checkedAmount } from '../ledger/rules.ts';
import { memberPayee } from '../payout-source/payee.ts';
import { approveSource } from '../payout-source/sources.ts';
import { payOutSource } from './create.ts';
import { CARD_ACCOUNT } from './rules.ts';

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
  const source = { subgraph: 'training', typeName: 'SubsidyApplication', id: subject };
  await approveSource(tx, source, {
    ...memberPayee(memberId),
    fundId: await fundIdOf(tx, 'SKILLS'),
    amountFen: checkedAmount(BigInt(amountFen)),
    scopePath,
  });
  await payOutSource(tx, source, { accountMasked: CARD_ACCOUNT });
});
