import { columns, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { Disbursement } from '../disbursement/Disbursement.ts';
import { fail, settle, takeBack } from '../disbursement/outcomes.ts';
import type { BankReturnCode } from '../disbursement/rules.ts';
import { BankStatement } from './BankStatement.ts';
import { BankStatementLine } from './BankStatementLine.ts';
import { type BankResult, type LineOutcome, outcomeOf } from './rules.ts';

export const RECONCILE_STATEMENT = 'reconcile_statement';

/** Lines of one transaction: few enough that a killed process loses little work. */
const LINES_AT_ONCE = 100;

/**
 * The task `reconcile_statement`: compares the next lines of a statement with the payouts, settles, fails or takes back those that fit, and
 * asks for itself again while there are more. A line is done in the transaction that marks it done: however often the task runs, and wherever
 * it was killed, nothing is booked twice.
 */
export async function reconcileStatement(tx: Tx, { statementId }: Record<string, unknown>): Promise<void> {
  const statement = await tx.db.findOne(BankStatement, {
    where: { id: String(statementId) },
    lock: { mode: 'pessimistic_write' },
  });
  if (!statement || statement.finishedAt !== null) return;
  const lines = await rows<BankStatementLine>(
    tx.db,
    sql`select ${columns(BankStatementLine, 'l')} from bank_statement_line l where l.statement_id = ${statement.id} and l.outcome is null
      order by l.line_no limit ${LINES_AT_ONCE}`,
  );
  // The cashier who handed the file in acts: the task only does the work later.
  const acting: Tx = { ...tx, viewer: { ...tx.viewer, personId: statement.submittedBy } };
  await lockPayouts(tx, statement.fundId, lines);
  for (const line of lines) await mark(tx, line, await reconcile(acting, line));
  if (lines.length === LINES_AT_ONCE) await tx.schedule(RECONCILE_STATEMENT, { statementId: statement.id });
  else await updateRow(tx.db, BankStatement, statement, { finishedAt: tx.now });
}

/** All payouts of the lines, in the order of their ids and before any account, as every step of a payout locks. */
const lockPayouts = (tx: Tx, fundId: string, lines: readonly BankStatementLine[]) =>
  rows(
    tx.db,
    sql`select d.id from disbursement d where d.fund_id = ${fundId} and d.id = any(${lines.map(({ reference }) => reference)}::uuid[])
      order by d.id for update`,
  );

interface Done {
  readonly outcome: LineOutcome;
  readonly disbursementId: string | null;
}

async function reconcile(tx: Tx, line: BankStatementLine): Promise<Done> {
  const { fundId, bankNo, reference, amountFen, result } = line;
  const told = await rows(
    tx.db,
    sql`select from bank_statement_line where fund_id = ${fundId} and bank_no = ${bankNo} and outcome in ('SETTLED', 'FAILED', 'RETURNED') limit 1`,
  );
  const payout = await tx.db.findOneBy(Disbursement, { id: reference as string, fundId });
  if (told.length > 0) return { outcome: 'TWICE', disbursementId: payout?.id ?? null };
  const outcome = outcomeOf({ result: result as BankResult, amountFen: amountFen as bigint }, payout);
  const disbursementId = payout?.id ?? null;
  if (!payout || outcome !== result) return { outcome, disbursementId };
  if (!mayPay(payout, tx.viewer.personId as string)) return { outcome: 'DUTIES', disbursementId };
  const code = line.returnCode as BankReturnCode;
  await { SETTLED: () => settle(tx, payout), FAILED: () => fail(tx, payout, code), RETURNED: () => takeBack(tx, payout, code) }[
    result
  ]();
  return { outcome, disbursementId };
}

/** FND-INV-6: who asked for a payout, approved it or is paid by it does not settle it, by a file either. */
const mayPay = ({ createdBy, approvedBy, memberId }: Disbursement, person: string): boolean =>
  ![createdBy, approvedBy, memberId].includes(person);

const mark = (tx: Tx, { statementId, lineNo }: BankStatementLine, { outcome, disbursementId }: Done) =>
  rows(
    tx.db,
    sql`update bank_statement_line set outcome = ${outcome}, disbursement_id = ${disbursementId}::uuid
      where statement_id = ${statementId} and line_no = ${lineNo}`,
  );
