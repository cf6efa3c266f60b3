import { newId } from '@union-graph/subgraph';
import { key, staff, type TestSubgraph } from '@union-graph/testing';

/** The fund and accounts that migrations make, by the fund's number: 1 FOUNDATION … 4 SKILLS, 5 SOCIAL_PURCHASE. */
export const fundId = (fund: number): string => `01900000-0000-7000-8000-00000000000${fund}`;
export const accountId = (fund: number, code: string): string => `01900000-0000-7000-8000-${`${fund}${code}`.padStart(12, '0')}`;
export const BOOKS = ['FOUNDATION', 'UNION_SERVICE', 'MUTUAL_AID', 'SKILLS', 'SOCIAL_PURCHASE'] as const;

export const caseworker = staff(newId(), 'FUND_CASEWORKER');
export const approver = staff(newId(), 'FUND_APPROVER');
export const cashier = staff(newId(), 'FUND_CASHIER');
export const accountant = staff(newId(), 'FUND_ACCOUNTANT');
export const auditor = staff(newId(), 'AUDITOR');

export const POST = `mutation ($input: PostEntryInput!) {
  postEntry(input: $input) { entry { id memo postings { side amountFen account { code postedFen } } } }
}`;
export const REVERSE = `mutation ($input: ReverseEntryInput!) {
  reverseEntry(input: $input) { entry { id reverses { id } postings { side amountFen } } }
}`;

export interface TestLine {
  readonly code: string;
  readonly side: 'DEBIT' | 'CREDIT';
  readonly amountFen: string | number;
}

/** Posts an entry in the book of a fund as the accountant. */
export const post = (
  subgraph: TestSubgraph,
  fund: number,
  lines: readonly TestLine[],
  { viewer = accountant, idempotencyKey = key() } = {},
) =>
  subgraph.ask(viewer, POST, {
    input: {
      idempotencyKey,
      book: BOOKS[fund - 1],
      memo: '测试凭证',
      postings: lines.map(({ code, ...line }) => ({ accountId: accountId(fund, code), ...line })),
    },
  });

/** Brings money into a fund: bank to income. */
export async function deposit(subgraph: TestSubgraph, fund: number, amountFen: number): Promise<string> {
  const answer = await post(subgraph, fund, [
    { code: '1002', side: 'DEBIT', amountFen },
    { code: '4101', side: 'CREDIT', amountFen },
  ]);
  return answer.data.postEntry.entry.id;
}

/** The bank account of a fund: what is posted, set aside and available, as the database has it. */
export async function bank(subgraph: TestSubgraph, fund: number): Promise<{ posted: bigint; pending: bigint }> {
  const [row] = await subgraph.sql<{ posted: string; pending: string }>(
    'select posted_fen::text as posted, pending_fen::text as pending from ledger_account where id = $1',
    [accountId(fund, '1002')],
  );
  return { posted: BigInt(row?.posted ?? -1), pending: BigInt(row?.pending ?? -1) };
}

/** Faults of the books, as sentences: unbalanced entries or books, balances that differ from postings or from open reservations. */
export async function faultsOfBooks(subgraph: Pick<TestSubgraph, 'sql'>): Promise<string[]> {
  const faults = await subgraph.sql<{ fault: string }>(`
    select 'entry ' || entry_id || ' is off' as fault from posting group by entry_id
      having count(*) < 2 or sum(case side when 'DEBIT' then amount_fen else -amount_fen end) <> 0
    union all select 'book ' || book || ' is off' from ledger_account group by book
      having sum(case normal_side when 'DEBIT' then posted_fen else -posted_fen end) <> 0
    union all select 'account ' || a.id || ' differs from its postings' from ledger_account a
      where posted_fen <> (select coalesce(sum(case side when a.normal_side then amount_fen else -amount_fen end), 0)
        from posting where account_id = a.id)
    union all select 'account ' || a.id || ' differs from its days' from ledger_account a
      where posted_fen <> (select coalesce(sum(debit_fen - credit_fen), 0) * case a.normal_side when 'DEBIT' then 1 else -1 end
        from account_day where account_id = a.id)
    union all select 'account ' || a.id || ' differs from its reservations' from ledger_account a
      where pending_fen <> (select coalesce(sum(case t.account_id when a.id then t.amount_fen else t.scheme_fen end), 0)
        from pending_transfer t where a.id in (t.account_id, t.scheme_account_id) and t.status = 'PENDING')
    union all select 'the bank of fund ' || fund_id || ' has less than is bound to schemes' from ledger_account group by fund_id
      having sum(posted_fen - pending_fen) filter (where cash) < sum(posted_fen - pending_fen) filter (where scheme_code is not null)
    union all select 'account ' || id || ' is overdrawn' from ledger_account where cash and posted_fen < pending_fen
    union all select 'disbursement ' || d.id || ' is ' || d.status || ' with a transfer ' || coalesce(t.status, 'missing')
      from disbursement d left join pending_transfer t on t.disbursement_id = d.id
      where coalesce(t.status, 'none') <> case
        when d.status in ('RESERVED', 'APPROVED', 'SENT', 'FAILED') then 'PENDING'
        when d.status in ('SETTLED', 'RETURNED') then 'POSTED'
        when d.status = 'REQUESTED' then 'none'
        else coalesce(t.status, 'none') end
    union all select 'disbursement ' || source_id || ' has ' || count(*) || ' payments' from journal_entry
      where source_type = 'Disbursement' and reverses_id is null group by source_id having count(*) > 1`);
  return faults.map(({ fault }) => fault);
}
