import { type CloudEvent, isId, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import { checkedAmount } from '../ledger/rules.ts';
import { createDisbursement } from './create.ts';

/**
 * On `training.subsidy.paymentRequested`: sets the subsidy aside in the skills fund, once for each application however
 * often the event comes (S-64, J-07). When the fund is short the payout waits as REQUESTED and is reserved as soon as
 * money comes in: an event cannot be refused.
 */
export async function payRequestedSubsidy(tx: Tx, { subject, data }: CloudEvent): Promise<void> {
  const { memberId, amountFen, scopePath } = data;
  refuseIf(
    !isId(subject) ||
      typeof memberId !== 'string' ||
      !isId(memberId) ||
      !/^\d{1,16}$/.test(String(amountFen)) ||
      !/^\/city\/([0-9a-f-]+\/)*$/.test(String(scopePath)),
    'BAD_USER_INPUT',
    'The event names an application, a "memberId", an "amountFen" in digits and a "scopePath".',
  );
  // Two deliveries at the same moment: the second waits here, and then finds what the first wrote.
  await rows(tx.db, sql`select pg_advisory_xact_lock(hashtextextended(${`subsidy:${subject.toLowerCase()}`}, 0))`);
  const known = await rows(
    tx.db,
    sql`
    select from disbursement where source_subgraph = 'training' and source_type = 'SubsidyApplication'
      and source_id = ${subject.toLowerCase()}`,
  );
  if (known.length > 0) return;
  const [fund] = await rows<{ id: string }>(tx.db, sql`select id from fund where code = 'SKILLS'`);
  if (!fund) throw new Error('There is no skills fund.');
  await createDisbursement(tx, {
    fundId: fund.id,
    source: { subgraph: 'training', typeName: 'SubsidyApplication', id: subject },
    memberId: memberId as string,
    accountMasked: '京卡·互助服务卡',
    amountFen: checkedAmount(BigInt(String(amountFen))),
    scopePath: String(scopePath),
  });
}
