import { runningFundAllocated as allocatedEvent } from '@union-graph/events';
import { handle } from '@union-graph/subgraph';

/**
 * Keeps the running money that the Warmth Fund allocated to a joint union; the event is about the allocation. A later event on the same
 * allocation counts instead; a late one changes nothing.
 */
export const runningFundAllocated = handle(allocatedEvent, async (tx, { subject, aggregateversion, data }) => {
  const { unionId, year, amountFen } = data;
  await tx.db.query(
    `insert into running_fund (allocation_id, union_id, year, amount_fen, version) values ($1, $2, $3, $4, $5)
     on conflict on constraint running_fund_pk do update
       set union_id = excluded.union_id, year = excluded.year, amount_fen = excluded.amount_fen, version = excluded.version
       where running_fund.version < excluded.version`,
    [subject, unionId, year, amountFen, aggregateversion],
  );
});
