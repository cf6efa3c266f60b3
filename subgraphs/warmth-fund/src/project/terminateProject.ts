import { assertTransition, checkedText, civilDay, refuseIf, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { BANK, getFundAccount, PAYOUTS } from '../ledger/accounts.ts';
import { writeEntry } from '../ledger/writeEntry.ts';
import type { TerminateProjectInput } from '../schema.gen.ts';
import { announceEnd, freeBudget, lockInstalments, paidFen } from './ending.ts';
import { PROJECT_TRANSITIONS } from './rules.ts';
import { ServiceProject } from './ServiceProject.ts';
import { getProject } from './steps.ts';

/**
 * Ends a project early (domain rule 2.5.2). What the organisation had not spent comes back to the fund's bank account by an
 * entry, what was not paid yet is cancelled, and the budget has both again. A payout under way is finished first.
 */
export async function terminateProject(tx: Tx, input: TerminateProjectInput): Promise<{ project: ServiceProject }> {
  const row = await getProject(tx, 'terminateProject', input);
  assertTransition(PROJECT_TRANSITIONS, 'project', row.status, 'TERMINATED');
  const reason = checkedText(input.reason, 'reason', 400);
  const instalments = await lockInstalments(tx, row.id);
  refuseIf(
    instalments.some(({ status }) => status === 'RELEASED'),
    'VALIDATION_FAILED',
    'An instalment is being paid out. Settle or void its payout first.',
    { rule: 'S-22' },
  );
  const paid = paidFen(instalments);
  const returned = input.returnedFen;
  refuseIf(returned > paid, 'VALIDATION_FAILED', `The organisation was paid ${paid} fen and cannot return ${returned}.`, {
    rule: 'S-22',
    field: 'returnedFen',
  });
  await cancelOpen(tx, row.id);
  await freeBudget(tx, row, paid, returned);
  if (returned > 0n) await bookReturn(tx, row, returned, reason);
  const today = civilDay(tx.now);
  const runsTo = row.runsFrom && row.runsFrom > today ? row.runsFrom : row.runsFrom && today;
  const project = await updateRow(tx.db, ServiceProject, row, { status: 'TERMINATED', runsTo, returnedFen: returned });
  await announceEnd(tx, project);
  return { project };
}

async function cancelOpen(tx: Tx, projectId: string): Promise<void> {
  await rows(
    tx.db,
    sql`
    update project_instalment set status = 'CANCELLED', version = version + 1
      where project_id = ${projectId} and status in ('PLANNED', 'DUE')`,
  );
  await rows(
    tx.db,
    sql`
    update project_milestone set status = 'CANCELLED', version = version + 1
      where project_id = ${projectId} and status = 'PENDING'`,
  );
}

async function bookReturn(tx: Tx, { id, code, fundId }: ServiceProject, amountFen: bigint, reason: string): Promise<void> {
  const bank = await getFundAccount(tx.db, fundId, BANK);
  const cost = await getFundAccount(tx.db, fundId, PAYOUTS);
  await writeEntry(tx, {
    book: bank.book,
    memo: `项目终止退款 ${code}: ${reason}`,
    lines: [
      { accountId: bank.id, side: 'DEBIT', amountFen },
      { accountId: cost.id, side: 'CREDIT', amountFen },
    ],
    source: { subgraph: 'warmth-fund', typeName: 'ServiceProject', id },
  });
}
