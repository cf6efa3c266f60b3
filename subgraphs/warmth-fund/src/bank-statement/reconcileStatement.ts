import { columns, Refusal, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { Disbursement } from '../disbursement/Disbursement.ts';
import { closeTo } from '../disbursement/keptApart.ts';
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
  const payouts = await lockPayouts(tx, statement.fundId, lines);
  const known: Known = {
    payouts,
    close: await closeTo(tx, statement.submittedBy, [...payouts.keys()]),
    told: await toldBefore(tx, statement.fundId, lines),
    failures: await failuresTold(tx, [...payouts.keys()]),
  };
  const done: Done[] = [];
  for (const line of lines) done.push(await reconcile(acting, line, known));
  await mark(tx, statement.id, done);
  if (lines.length === LINES_AT_ONCE) await tx.schedule(RECONCILE_STATEMENT, { statementId: statement.id });
  else await updateRow(tx.db, BankStatement, statement, { finishedAt: tx.now });
}

/** What the lines of one transaction are compared with; it changes with each line. */
interface Known {
  readonly payouts: Map<string, Disbursement>;
  /** The payouts that the cashier is close to. */
  readonly close: ReadonlySet<string>;
  /** The bank's own numbers under which something was booked. */
  readonly told: Set<string>;
  /** Of payouts how many lines told of a failure that was known. */
  readonly failures: Map<string, number>;
}

/** All payouts of the lines, in the order of their ids and before any account, as every step of a payout locks. */
async function lockPayouts(tx: Tx, fundId: string, lines: readonly BankStatementLine[]): Promise<Map<string, Disbursement>> {
  const locked = await rows<Disbursement>(
    tx.db,
    sql`select ${columns(Disbursement, 'd')} from disbursement d
      where d.fund_id = ${fundId} and d.id = any(${lines.map(({ reference }) => reference)}::uuid[]) order by d.id for update`,
  );
  return new Map(locked.map((payout) => [payout.id, payout]));
}

async function toldBefore(tx: Tx, fundId: string, lines: readonly BankStatementLine[]): Promise<Set<string>> {
  const told = await rows<{ bankNo: string }>(
    tx.db,
    sql`select bank_no as "bankNo" from bank_statement_line where fund_id = ${fundId}
      and bank_no = any(${lines.map(({ bankNo }) => bankNo)}) and outcome in ('SETTLED', 'FAILED', 'RETURNED')`,
  );
  return new Set(told.map(({ bankNo }) => bankNo));
}

async function failuresTold(tx: Tx, ids: readonly string[]): Promise<Map<string, number>> {
  const told = await rows<{ id: string; count: number }>(
    tx.db,
    sql`select l.disbursement_id as id, count(*)::int as count from bank_statement_line l
      where l.disbursement_id = any(${ids}::uuid[]) and l.result = 'FAILED' and l.outcome = 'ALREADY_TOLD' group by 1`,
  );
  return new Map(told.map(({ id, count }) => [id, count]));
}

interface Done {
  readonly lineNo: number;
  readonly outcome: LineOutcome;
  readonly disbursementId: string | null;
}

async function reconcile(tx: Tx, line: BankStatementLine, { payouts, close, told, failures }: Known): Promise<Done> {
  const { lineNo, bankNo, reference, amountFen, result } = line;
  const payout = payouts.get(reference as string) ?? null;
  const of = { lineNo, disbursementId: payout?.id ?? null };
  if (told.has(bankNo as string)) return { ...of, outcome: 'TWICE' };
  const failuresTold = failures.get(reference as string) ?? 0;
  const outcome = outcomeOf(
    { result: result as BankResult, amountFen: amountFen as bigint },
    payout && { ...payout, untoldFailures: payout.failedByHand - failuresTold },
  );
  if (result === 'FAILED' && outcome === 'ALREADY_TOLD') failures.set(reference as string, failuresTold + 1);
  if (!payout || outcome !== result) return { ...of, outcome };
  if (close.has(payout.id) || !mayPay(payout, tx.viewer.personId as string)) return { ...of, outcome: 'DUTIES' };
  const booked = await bookUnlessRefused(tx, payout, line);
  if (!booked) return { ...of, outcome: 'NOT_WITH_BANK' };
  payouts.set(payout.id, booked);
  told.add(bankNo as string);
  return { ...of, outcome };
}

/** Null, and nothing written, where a rule refuses the result: one line for the cashier to look at must not keep the others from being booked. */
async function bookUnlessRefused(tx: Tx, payout: Disbursement, line: BankStatementLine): Promise<Disbursement | null> {
  await tx.db.query('savepoint line');
  try {
    return await book(tx, payout, line);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await tx.db.query('rollback to savepoint line');
    return null;
  }
}

function book(tx: Tx, payout: Disbursement, { result, returnCode }: BankStatementLine): Promise<Disbursement> {
  if (result === 'SETTLED') return settle(tx, payout);
  const code = returnCode as BankReturnCode;
  return result === 'FAILED' ? fail(tx, payout, code) : takeBack(tx, payout, code);
}

/** FND-INV-6: who asked for a payout, approved it or is paid by it does not settle it, by a file either; nor who is close to the payee. */
const mayPay = ({ createdBy, approvedBy, memberId }: Disbursement, person: string): boolean =>
  ![createdBy, approvedBy, memberId].includes(person);

const mark = (tx: Tx, statementId: string, done: readonly Done[]) =>
  rows(
    tx.db,
    sql`update bank_statement_line l set outcome = d.outcome, disbursement_id = d.payout
      from unnest(${done.map(({ lineNo }) => lineNo)}::int[], ${done.map(({ outcome }) => outcome)}::text[],
        ${done.map(({ disbursementId }) => disbursementId)}::uuid[]) as d (line_no, outcome, payout)
      where l.statement_id = ${statementId} and l.line_no = d.line_no`,
  );
