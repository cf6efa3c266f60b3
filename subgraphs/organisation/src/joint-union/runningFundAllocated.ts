import { type CloudEvent, isId, Refusal, type Tx } from '@union-graph/subgraph';

/**
 * The Warmth Fund says that it allocated running money to a joint union (`warmth-fund.runningFund.allocated` with `unionId`,
 * `year`, `amountFen`; the subject is the allocation). A later word on the same allocation counts instead; a late one changes nothing.
 */
export async function runningFundAllocated(tx: Tx, event: CloudEvent): Promise<void> {
  const { unionId, year, amountFen } = event.data;
  const right =
    isId(event.subject) &&
    typeof unionId === 'string' &&
    isId(unionId) &&
    Number.isInteger(year) &&
    /^\d{1,18}$/.test(String(amountFen));
  if (!right) throw new Refusal('BAD_USER_INPUT', 'Running money is told with its union, year and amount in fen.');
  await tx.db.query(
    `insert into running_fund (allocation_id, union_id, year, amount_fen, version) values ($1, $2, $3, $4, $5)
     on conflict on constraint running_fund_pk do update
       set union_id = excluded.union_id, year = excluded.year, amount_fen = excluded.amount_fen, version = excluded.version
       where running_fund.version < excluded.version`,
    [event.subject, unionId, year, String(amountFen), event.aggregateversion],
  );
}
