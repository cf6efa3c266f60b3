import { newId } from '@union-graph/subgraph';
import { eventually, type TestSubgraph } from '@union-graph/testing';
import { deposit, fundId } from './books.ts';
import { pledge, receipt, receive, refund } from './donations.ts';
import { reserved, walk } from './payouts.ts';
import { handIn, hashOf, makeBatch, statementFile } from './statements.ts';
import { approveSide, requested } from './transfers.ts';

// Rows of the fund's money in every state, and for each guard of the database a statement that only this guard refuses.

async function postTransfer(subgraph: TestSubgraph): Promise<void> {
  const half = (await approveSide(subgraph, await requested(subgraph), 'GIVING')).data.approveBookTransfer.transfer;
  await approveSide(subgraph, half, 'RECEIVING');
}

async function buildPayouts(subgraph: TestSubgraph): Promise<void> {
  await walk(subgraph, await reserved(subgraph), 'approve');
  await makeBatch(subgraph);
  await reserved(subgraph);
  await walk(subgraph, await reserved(subgraph), 'approve');
  await walk(subgraph, await reserved(subgraph), 'approve', 'send', 'fail');
  await walk(subgraph, await reserved(subgraph), 'approve', 'send', 'settle', 'return');
  await walk(subgraph, await reserved(subgraph), 'approve', 'send', 'settle');
  const told = await walk(subgraph, await reserved(subgraph), 'approve', 'send');
  const file = statementFile([`B-1,${told.id},10.00,成功,`], '10.00');
  await handIn(subgraph, { file, sha256: hashOf(file) });
  await eventually(async () => (await subgraph.sql("select from bank_statement_line where outcome = 'SETTLED'")).length > 0);
}

async function buildDonations(subgraph: TestSubgraph): Promise<void> {
  await pledge(subgraph);
  for (let twice = 0; twice < 2; twice++) {
    await receive(subgraph);
    await receipt(subgraph, await receive(subgraph));
    await refund(subgraph, await receive(subgraph));
  }
}

const COST =
  'insert into service_cost_application (id, union_id, purpose, requested_fen, granted_fen, account_masked, status, budget_id, applied_by, applied_at, coordinated_by, granted_by, scope_path, version)';

export async function buildMoney(subgraph: TestSubgraph): Promise<void> {
  const { sql } = subgraph;
  await deposit(subgraph, 1, 10_000_000);
  await postTransfer(subgraph);
  await postTransfer(subgraph);
  await requested(subgraph);
  await buildPayouts(subgraph);
  await buildDonations(subgraph);
  const budget = newId();
  await sql("insert into budget values ($1, $2, 2013, 'SERVICE_COSTS', 1000, 0, 0, 1)", [budget, fundId(2)]);
  await sql(`${COST} values (gen_random_uuid(), gen_random_uuid(), '讲座', 100, null, '****', 'SUBMITTED', null, 'a', '2013-10-01', null, null, '/city/', 1),
    (gen_random_uuid(), gen_random_uuid(), '讲座', 100, null, '****', 'COORDINATED', null, 'a', '2013-10-01', 'b', null, '/city/', 1)`);
  await sql(
    `${COST} values (gen_random_uuid(), gen_random_uuid(), '讲座', 100, 90, '****', 'GRANTED', $1, 'a', '2013-10-01', 'b', 'c', '/city/', 1)`,
    [budget],
  );
  await sql(
    "insert into service_cost_receipt select id, 'R-1', '2013-10-01', '场地费', 50 from service_cost_application where status = 'GRANTED'",
  );
  await sql("insert into period_closing values (gen_random_uuid(), 'FOUNDATION', '2001-01-01', 0, 'x', '2013-10-01')");
}

/** Changes one row of a table: the first in a state, or the first of all. */
export const change = (table: string, set: string, where = 'true'): string =>
  `update ${table} set ${set} where ctid = (select ctid from ${table} where ${where} limit 1)`;
const inState = (table: string) => (status: string, set: string) => change(table, set, `status = '${status}'`);
const payout = inState('disbursement');
const transfer = inState('book_transfer');
const gift = inState('donation');
const cost = inState('service_cost_application');
const pending = inState('pending_transfer');
const account = (code: string, set: string): string => change('ledger_account', set, `code = '${code}' and book = 'FOUNDATION'`);
export const other = (table: string, column: string, where: string): string =>
  `(select ${column} from ${table} where ${where} order by ctid desc limit 1)`;
const ENTRY = 'insert into journal_entry (id, book, posted_at, memo, posted_by) values (gen_random_uuid()';

export const GUARDS: Readonly<Record<string, string>> = {
  ledger_account_type: account('4101', "type = 'OTHER'"),
  ledger_account_side: account('4101', "normal_side = 'LEFT'"),
  ledger_account_side_of_type: account('4101', "normal_side = 'DEBIT'"),
  ledger_account_code: account('4101', "code = '1002'"),
  ledger_account_pending: account('1002', 'pending_fen = -1'),
  ledger_account_available: account('1002', 'pending_fen = posted_fen + 1'),
  ledger_account_scheme: account('310201', "scheme_code = 'MEDICAL'"),
  ledger_account_of_scheme: account('4101', "scheme_code = 'NONE'"),
  journal_entry_memo: change('journal_entry', "memo = ''"),
  journal_entry_source: change('journal_entry', 'source_id = null', 'source_id is not null'),
  journal_entry_reversed_once: change(
    'journal_entry',
    `reverses_id = ${other('journal_entry', 'reverses_id', 'reverses_id is not null')}`,
    'reverses_id is null',
  ),
  journal_entry_balanced: `${ENTRY}, 'FOUNDATION', '2013-10-19', '凭证', 'x')`,
  journal_entry_period_open: `${ENTRY}, 'FOUNDATION', '2001-01-15', '凭证', 'x')`,
  bound_money_not_by_hand: `with entry as (${ENTRY}, 'FOUNDATION', '2013-10-19', '凭证', 'x') returning id)
    insert into posting (entry_id, account_id, book, side, amount_fen)
      select entry.id, a.id, a.book, case a.code when '310202' then 'DEBIT' else 'CREDIT' end, 1
        from entry, ledger_account a where a.code in ('310202', '4101') and a.book = 'FOUNDATION'`,
  posting_side: change('posting', "side = 'LEFT'"),
  posting_amount: change('posting', 'amount_fen = 0'),
  posting_account: change('posting', `account_id = ${other('ledger_account', 'id', "book = 'SKILLS'")}`, "book = 'FOUNDATION'"),
  posting_entry: change('posting', `entry_id = ${other('journal_entry', 'id', "book = 'UNION_SERVICE'")}`, "book = 'FOUNDATION'"),
  disbursement_amount: payout('RESERVED', 'amount_fen = 0'),
  disbursement_approved: payout('APPROVED', 'approved_by = null'),
  disbursement_sent: payout('SENT', 'paid_by = null'),
  disbursement_paid: payout('SETTLED', 'paid_at = null'),
  disbursement_failed: payout('FAILED', 'failure_reason = null'),
  disbursement_status: payout('APPROVED', "status = 'LOST'"),
  disbursement_duties_apart: payout('APPROVED', 'approved_by = created_by'),
  disbursement_payee: payout('RESERVED', 'organisation_id = gen_random_uuid()'),
  disbursement_failed_by_hand: payout('APPROVED', 'failed_by_hand = -1'),
  disbursement_amount_stays: payout('RESERVED', 'amount_fen = amount_fen - 1'),
  pending_transfer_amount: pending('PENDING', 'amount_fen = 0'),
  pending_transfer_status: pending('PENDING', "status = 'LOST'"),
  pending_transfer_posted: pending('PENDING', `entry_id = ${other('journal_entry', 'id', 'true')}`),
  pending_transfer_of_scheme: pending('PENDING', 'scheme_fen = 1'),
  pending_transfer_resolves_once: pending('POSTED', "status = 'PENDING', entry_id = null"),
  payout_source_amount: change('payout_source', 'amount_fen = 0'),
  payout_source_taken: change('payout_source', 'taken_fen = -1'),
  payout_source_state: change('payout_source', "state = 'LOST'"),
  payout_source_payee: change('payout_source', 'organisation_id = gen_random_uuid()'),
  payout_source_withdrawn: change('payout_source', "reason = '撤回'"),
  payout_source_merge_key: change('payout_source', `merge_key = ${other('payout_source', 'merge_key', 'true')}`),
  budget_year: change('budget', 'year = 1999'),
  budget_category: change('budget', "category = 'OTHER'"),
  budget_allocated: change('budget', 'allocated_fen = 0'),
  budget_committed: change('budget', 'committed_fen = -1'),
  budget_spent: change('budget', 'spent_fen = -1'),
  budget_not_exceeded: change('budget', 'committed_fen = 500, spent_fen = 501'),
  budget_once: 'insert into budget select gen_random_uuid(), fund_id, year, category, 1, 0, 0, 1 from budget',
  period_closing_book: change('period_closing', "book = 'OTHER'"),
  period_closing_month: change('period_closing', "month = '2001-01-02'"),
  period_closing_turnover: change('period_closing', 'turnover_fen = -1'),
  period_closing_over: change('period_closing', 'closed_at = month'),
  period_closing_once:
    'insert into period_closing select gen_random_uuid(), book, month, 0, closed_by, closed_at from period_closing',
  book_transfer_amount: transfer('REQUESTED', 'amount_fen = 0'),
  book_transfer_purpose: transfer('REQUESTED', "purpose = ''"),
  book_transfer_status: transfer('REQUESTED', "status = 'LOST'"),
  book_transfer_two_books: transfer('REQUESTED', 'to_fund_id = from_fund_id'),
  book_transfer_both_sides: transfer('POSTED', 'to_approved_by = null'),
  book_transfer_both_entries: transfer('POSTED', 'in_entry_id = null'),
  book_transfer_rejected: transfer('REQUESTED', "rejected_by = 'x', reason = '不同意'"),
  book_transfer_duties_apart: transfer('POSTED', 'to_approved_by = from_approved_by'),
  book_transfer_out_once: transfer('POSTED', `out_entry_id = ${other('book_transfer', 'out_entry_id', "status = 'POSTED'")}`),
  book_transfer_in_once: transfer('POSTED', `in_entry_id = ${other('book_transfer', 'in_entry_id', "status = 'POSTED'")}`),
  book_transfer_linked: transfer('POSTED', 'amount_fen = amount_fen + 1'),
  donation_donor_kind: gift('RECEIVED', "donor_kind = 'OTHER'"),
  donation_donor: gift('RECEIVED', "organisation_name = '某公司'"),
  donation_amount: gift('PLEDGED', 'amount_fen = 0'),
  donation_status: gift('RECEIVED', "status = 'LOST'"),
  donation_received: gift('RECEIVED', 'received_by = null'),
  donation_receipt: gift('RECEIVED', "status = 'RECEIPTED'"),
  donation_refunded: gift('RECEIVED', "refund_reason = '退还'"),
  donation_cancelled: gift('PLEDGED', "cancel_reason = '未付款'"),
  donation_restricted: gift('RECEIVED', "scheme_code = 'NONE'"),
  donation_entry_once: gift('RECEIVED', `entry_id = ${other('donation', 'entry_id', "status = 'RECEIVED'")}`),
  donation_refund_once: gift('REFUNDED', `refund_entry_id = ${other('donation', 'refund_entry_id', "status = 'REFUNDED'")}`),
  donation_receipt_stays: gift('RECEIPTED', 'receipt_seq = receipt_seq + 10'),
  payment_batch_count: change('payment_batch', 'payout_count = 0'),
  payment_batch_sum: change('payment_batch', 'sum_fen = 0'),
  payment_batch_hash: change('payment_batch', "file = file || 'x'"),
  payment_batch_line_sent_once:
    'insert into payment_batch_line select batch_id, line_no + 100, disbursement_id, sent_version from payment_batch_line',
  bank_statement_hash: change('bank_statement', "sha256 = 'x'"),
  bank_statement_lines: change('bank_statement', 'line_count = 10001'),
  bank_statement_sum: change('bank_statement', 'sum_fen = -1'),
  bank_statement_once:
    'insert into bank_statement select gen_random_uuid(), fund_id, sha256, 1, 1, submitted_by, submitted_at, null, 1 from bank_statement',
  bank_statement_line_outcome: change('bank_statement_line', "outcome = 'LOST'"),
  bank_statement_line_result: change('bank_statement_line', "result = 'LOST'"),
  bank_statement_line_read: change('bank_statement_line', 'bank_no = null'),
  bank_statement_line_told_once: `insert into bank_statement_line (statement_id, line_no, fund_id, bank_no, reference, amount_fen, result, outcome)
    select statement_id, line_no + 1, fund_id, bank_no, reference, amount_fen, result, outcome from bank_statement_line`,
  donation_duties_apart: gift('RECEIPTED', 'receipted_by = received_by'),
  service_cost_requested: cost('SUBMITTED', 'requested_fen = 0'),
  service_cost_granted: cost('GRANTED', 'granted_fen = requested_fen + 1'),
  service_cost_status: cost('SUBMITTED', "status = 'LOST'"),
  service_cost_coordinated: cost('COORDINATED', 'coordinated_by = null'),
  service_cost_decided: cost('GRANTED', 'granted_by = null'),
  service_cost_spent: cost('GRANTED', "status = 'SPENT'"),
  service_cost_settled: cost('SUBMITTED', "settled_by = 'x'"),
  service_cost_rejected: cost('SUBMITTED', "rejected_by = 'x', reason = '重复'"),
  service_cost_duties_apart: cost('COORDINATED', 'coordinated_by = applied_by'),
  service_cost_accounted_apart: cost('GRANTED', "accounted_by = 'x', settled_by = 'x', status = 'SETTLED', paid = true"),
  service_cost_once: `${COST} select gen_random_uuid(), union_id, purpose, requested_fen, null, '****', 'SUBMITTED', null, 'a', '2013-10-02', null, null, '/city/', 1
    from service_cost_application where status = 'COORDINATED'`,
  service_cost_receipt_amount: change('service_cost_receipt', 'amount_fen = 0'),
  service_cost_receipt_once: `insert into service_cost_receipt select id, 'R-1', '2013-10-01', '场地费', 1 from service_cost_application where status = 'SUBMITTED'`,
};
