import { rows, sql, type Tx } from '@union-graph/subgraph';

/**
 * Moves what a budget has committed and spent, in fen, up or down. One statement on the row as it then is, so that parallel
 * awards wait for each other; above the allocation `budget_not_exceeded` refuses with `BUDGET_EXCEEDED` (FND-INV-8).
 */
export async function moveBudget(
  tx: Tx,
  budgetId: string,
  { committedFen = 0n, spentFen = 0n }: { committedFen?: bigint; spentFen?: bigint },
): Promise<void> {
  await rows(
    tx.db,
    sql`
    update budget set committed_fen = committed_fen + ${committedFen}, spent_fen = spent_fen + ${spentFen},
      version = version + 1 where id = ${budgetId}`,
  );
}
