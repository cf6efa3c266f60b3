import { columns, Refusal, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { moveBudget } from '../budget/moveBudget.ts';
import type { PayoutFollower } from '../payout-source/followers.ts';
import { ownSource, withdrawSource } from '../payout-source/sources.ts';
import { paidFen } from '../project/ending.ts';
import { ServiceProject } from '../project/ServiceProject.ts';
import { type InstalmentStatus, ProjectInstalment } from './ProjectInstalment.ts';

/**
 * What a payout's end means to the project instalment it is for. Paid money is spent in the budget; voided or returned money makes the
 * instalment due again, unless the project is over. In the payout's transaction.
 */
export const followInstalmentPayout: PayoutFollower = async (tx, { sourceId }, outcome) => {
  // The project first, as every step of a project locks it.
  const [project] = await rows<ServiceProject>(
    tx.db,
    sql`
    select ${columns(ServiceProject, 'p')} from service_project p
      where p.id = (select project_id from project_instalment where id = ${sourceId}::uuid) for update`,
  );
  if (!project) return;
  const instalment = await tx.db.findOneOrFail(ProjectInstalment, {
    where: { id: sourceId },
    lock: { mode: 'pessimistic_write' },
  });
  if (outcome === 'RETURNED') await refuseGivenBack(tx, project, instalment);
  const isOver = project.status === 'CLOSED' || project.status === 'TERMINATED';
  const again: InstalmentStatus = isOver ? 'CANCELLED' : 'DUE';
  if (outcome !== 'SETTLED') await withdrawSource(tx, ownSource('ProjectInstalment', sourceId), '付款未成，须重新拨付');
  await updateRow(tx.db, ProjectInstalment, instalment, { status: outcome === 'SETTLED' ? 'PAID' : again });
  const { amountFen } = instalment;
  const moves = {
    SETTLED: { committedFen: -amountFen, spentFen: amountFen },
    VOIDED: {},
    RETURNED: { committedFen: isOver ? 0n : amountFen, spentFen: -amountFen },
  }[outcome];
  await moveBudget(tx, project.budgetId as string, moves);
};

/** What the organisation gave back when the project ended came out of what it was paid: the same money does not come back once more. */
async function refuseGivenBack(tx: Tx, { id, returnedFen }: ServiceProject, returned: ProjectInstalment): Promise<void> {
  const kept = (await tx.db.findBy(ProjectInstalment, { projectId: id })).filter((other) => other.id !== returned.id);
  if (paidFen(kept) < returnedFen)
    throw new Refusal(
      'INVALID_TRANSITION',
      `The project ended, and ${returnedFen} fen of what it was paid came back then. Post this money with an entry of its own.`,
      { rule: 'S-22', field: 'status' },
    );
}
