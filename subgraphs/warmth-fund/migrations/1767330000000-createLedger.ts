import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The five funds with their accounts, journal entries and postings. Balances are kept by the database from the postings. */
export class CreateLedger1767330000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const step of [TABLES, BALANCES, ENTRY_RULES, GRANTS, CHART]) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table posting, journal_entry, account_day, ledger_account, fund');
    await runner.query('drop function posting_moves_balance, entry_balances');
  }
}

const TABLES = `
  create table fund (
    id uuid constraint fund_pk primary key,
    code text not null constraint fund_code unique,
    name_zh text not null,
    book text not null constraint fund_book check (book in ('FOUNDATION', 'UNION_SERVICE', 'MUTUAL_AID', 'SKILLS', 'SOCIAL_PURCHASE')),
    constraint fund_in_book unique (id, book)
  );

  create table ledger_account (
    id uuid constraint ledger_account_pk primary key,
    fund_id uuid not null,
    book text not null,
    code text not null,
    name_zh text not null,
    type text not null constraint ledger_account_type check (type in ('ASSET', 'LIABILITY', 'NET_ASSETS', 'INCOME', 'EXPENSE')),
    normal_side text not null constraint ledger_account_side check (normal_side in ('DEBIT', 'CREDIT')),
    cash boolean not null,
    restricted boolean not null,
    posted_fen bigint not null default 0,
    pending_fen bigint not null default 0,
    constraint ledger_account_fund foreign key (fund_id, book) references fund (id, book),
    constraint ledger_account_code unique (fund_id, code),
    constraint ledger_account_in_book unique (id, book),
    constraint ledger_account_side_of_type
      check (normal_side = case when type in ('ASSET', 'EXPENSE') then 'DEBIT' else 'CREDIT' end),
    constraint ledger_account_pending check (pending_fen >= 0),
    constraint ledger_account_available check (not (cash or restricted) or posted_fen - pending_fen >= 0)
  );

  create table account_day (
    account_id uuid not null constraint account_day_account references ledger_account,
    day date not null,
    debit_fen bigint not null,
    credit_fen bigint not null,
    constraint account_day_pk primary key (account_id, day)
  );

  create table journal_entry (
    id uuid constraint journal_entry_pk primary key,
    book text not null,
    posted_at timestamptz not null,
    posted_on date not null generated always as ((posted_at at time zone 'Asia/Shanghai')::date) stored,
    memo text not null constraint journal_entry_memo check (length(memo) between 1 and 500),
    reverses_id uuid constraint journal_entry_reversed_once unique constraint journal_entry_reverses references journal_entry,
    source_subgraph text,
    source_type text,
    source_id text,
    posted_by text not null,
    constraint journal_entry_in_book unique (id, book),
    constraint journal_entry_source check (num_nulls(source_subgraph, source_type, source_id) in (0, 3))
  );
  create index journal_entry_by_book on journal_entry (book, posted_at, id);

  create table posting (
    entry_id uuid not null,
    account_id uuid not null,
    book text not null,
    side text not null constraint posting_side check (side in ('DEBIT', 'CREDIT')),
    amount_fen bigint not null constraint posting_amount check (amount_fen between 1 and 1000000000000000),
    constraint posting_pk primary key (entry_id, account_id),
    constraint posting_entry foreign key (entry_id, book) references journal_entry (id, book),
    constraint posting_account foreign key (account_id, book) references ledger_account (id, book)
  );
  create index posting_by_account on posting (account_id);
`;

/** A posting moves its account's balance and that day's turnover: nothing else can, not even the service itself. */
const BALANCES = `
  create function posting_moves_balance() returns trigger language plpgsql security definer
    set search_path = public, pg_temp as $$
  begin
    update ledger_account
      set posted_fen = posted_fen + case when normal_side = new.side then new.amount_fen else -new.amount_fen end
      where id = new.account_id;
    insert into account_day (account_id, day, debit_fen, credit_fen)
      select new.account_id, posted_on,
        case new.side when 'DEBIT' then new.amount_fen else 0 end, case new.side when 'CREDIT' then new.amount_fen else 0 end
      from journal_entry where id = new.entry_id
      on conflict on constraint account_day_pk do update
        set debit_fen = account_day.debit_fen + excluded.debit_fen, credit_fen = account_day.credit_fen + excluded.credit_fen;
    return null;
  end $$;
  create trigger posting_moves_balance after insert on posting for each row execute function posting_moves_balance();
`;

/** FND-INV-1, asked when the transaction commits: an entry has two or more postings, and debits equal credits. */
const ENTRY_RULES = `
  create function entry_balances() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
  declare
    entry uuid := case tg_table_name when 'posting' then to_jsonb(new) ->> 'entry_id' else to_jsonb(new) ->> 'id' end;
    postings int;
    difference numeric;
  begin
    select count(*), coalesce(sum(case side when 'DEBIT' then amount_fen else -amount_fen end), 0)
      into postings, difference from posting where entry_id = entry;
    if postings < 2 or difference <> 0 then
      raise exception 'journal entry % has % postings and is off by % fen', entry, postings, difference
        using errcode = 'check_violation', constraint = 'journal_entry_balanced', table = 'journal_entry';
    end if;
    return null;
  end $$;
  create constraint trigger entry_has_postings after insert on journal_entry deferrable initially deferred
    for each row execute function entry_balances();
  create constraint trigger posting_leaves_balance after insert on posting deferrable initially deferred
    for each row execute function entry_balances();
`;

/** The right to rename an account is also the right to lock its row, which every change of money begins with. */
const GRANTS = `
  revoke update on journal_entry, posting from warmth_fund_app;
  revoke insert, update on fund, ledger_account, account_day from warmth_fund_app;
  grant update (name_zh) on ledger_account to warmth_fund_app;
`;

/** The five books, and in each the accounts of the Accounting System for Non-profit Organisations (民间非营利组织会计制度). */
const CHART = `
  insert into fund (id, code, name_zh, book)
    select ('01900000-0000-7000-8000-00000000000' || n)::uuid, code, name_zh, book
    from (values
      (1, 'WARMTH', '北京市温暖基金', 'FOUNDATION'),
      (2, 'UNION_SERVICE', '工会服务经费', 'UNION_SERVICE'),
      (3, 'MUTUAL_AID', '职工互助保障资金', 'MUTUAL_AID'),
      (4, 'SKILLS', '职工技能助推资金', 'SKILLS'),
      (5, 'SOCIAL_PURCHASE', '购买社会组织服务资金', 'SOCIAL_PURCHASE')
    ) as books (n, code, name_zh, book);

  insert into ledger_account (id, fund_id, book, code, name_zh, type, normal_side, cash, restricted)
    select (left(fund.id::text, 31) || right(fund.id::text, 1) || account.code)::uuid, fund.id, fund.book,
      account.code, account.name_zh, account.type, account.normal_side, account.cash, account.restricted
    from fund cross join (values
      ('1002', '银行存款', 'ASSET', 'DEBIT', true, false),
      ('2203', '预收账款', 'LIABILITY', 'CREDIT', false, false),
      ('3101', '非限定性净资产', 'NET_ASSETS', 'CREDIT', false, false),
      ('3102', '限定性净资产', 'NET_ASSETS', 'CREDIT', false, true),
      ('4101', '捐赠收入', 'INCOME', 'CREDIT', false, false),
      ('5101', '业务活动成本', 'EXPENSE', 'DEBIT', false, false)
    ) as account (code, name_zh, type, normal_side, cash, restricted);
`;
