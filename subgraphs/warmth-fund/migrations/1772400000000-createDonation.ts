import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Donations to the Warmth Foundation (S-17), the accounts of money that is bound to one scheme of aid, and receipts without gaps. */
export class CreateDonation1772400000000 implements MigrationInterface {
  name = 'CreateDonation1772400000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const step of [RESTRICTED, DONATION, RECEIPTS]) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table donation, receipt_counter;
      drop function donation_takes_receipt;
      delete from ledger_account where scheme_code is not null;
      alter table ledger_account drop column scheme_code;
    `);
  }
}

/** One account of restricted net assets for each scheme: what was given for it stays in it until aid of the scheme is paid. */
const RESTRICTED = `
  alter table ledger_account add column scheme_code text,
    add constraint ledger_account_scheme unique (fund_id, scheme_code),
    add constraint ledger_account_of_scheme check (scheme_code is null or restricted);
  insert into ledger_account (id, fund_id, book, code, name_zh, type, normal_side, cash, restricted, scheme_code)
    select (left(fund.id::text, 29) || right(fund.id::text, 1) || account.code)::uuid, fund.id, fund.book,
      account.code, '限定性净资产·' || account.name_zh, 'NET_ASSETS', 'CREDIT', false, true, account.scheme
    from fund cross join (values
      ('310201', '生活救助', 'LIVING'),
      ('310202', '医疗救助', 'MEDICAL'),
      ('310203', '金秋助学', 'SCHOOLING'),
      ('310204', '两节送温暖', 'FESTIVAL'),
      ('310205', '应急救助', 'EMERGENCY'),
      ('310206', '就业援助', 'EMPLOYMENT')
    ) as account (code, name_zh, scheme)
    where fund.code = 'WARMTH';
`;

const DONATION = `
  create table donation (
    id uuid constraint donation_pk primary key,
    fund_id uuid not null constraint donation_fund references fund,
    donor_kind text not null constraint donation_donor_kind check (donor_kind in ('MEMBER', 'ORGANISATION', 'ANONYMOUS')),
    member_id uuid,
    organisation_name text,
    amount_fen bigint not null constraint donation_amount check (amount_fen between 1 and 1000000000000000),
    purpose text,
    scheme_code text,
    status text not null constraint donation_status check (status in ('PLEDGED', 'RECEIVED', 'RECEIPTED', 'REFUNDED')),
    pledged_by text not null,
    pledged_at timestamptz not null,
    received_by text,
    received_at timestamptz,
    entry_id uuid constraint donation_entry_once unique constraint donation_entry references journal_entry,
    receipt_year int,
    receipt_seq int,
    refund_entry_id uuid constraint donation_refund_once unique constraint donation_refund references journal_entry,
    refund_reason text,
    version int not null,
    constraint donation_donor check (
      (donor_kind = 'MEMBER') = (member_id is not null) and (donor_kind = 'ORGANISATION') = (organisation_name is not null)
    ),
    constraint donation_restricted foreign key (fund_id, scheme_code) references ledger_account (fund_id, scheme_code),
    constraint donation_received check ((status = 'PLEDGED') = (entry_id is null) and (entry_id is null) = (received_by is null)),
    constraint donation_receipt check ((receipt_year is null) = (receipt_seq is null) and (status <> 'RECEIPTED' or receipt_seq is not null)),
    constraint donation_refunded check ((status = 'REFUNDED') = (refund_entry_id is not null) and (status = 'REFUNDED') = (refund_reason is not null)),
    constraint donation_receipt_once unique (fund_id, receipt_year, receipt_seq)
  );
  create index donation_by_age on donation (pledged_at, id);
  create index donation_by_member on donation (member_id, pledged_at) where member_id is not null;
`;

/**
 * Numbers of receipts run from 1 in each year without a gap: they are drawn here, under a lock that lasts until the transaction ends, so that
 * one that is rolled back gives its number back. A receipt that was given never changes.
 */
const RECEIPTS = `
  create table receipt_counter (
    fund_id uuid not null constraint receipt_counter_fund references fund,
    year int not null,
    last int not null,
    constraint receipt_counter_pk primary key (fund_id, year)
  );
  revoke insert, update on receipt_counter from warmth_fund_app;

  create function donation_takes_receipt() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    if old.receipt_year is not null then
      if (new.receipt_year, new.receipt_seq) is distinct from (old.receipt_year, old.receipt_seq) then
        raise exception 'donation % has receipt % of %', old.id, old.receipt_seq, old.receipt_year
          using errcode = 'check_violation', constraint = 'donation_receipt_stays', table = 'donation';
      end if;
    elsif new.receipt_year is not null then
      insert into receipt_counter as c (fund_id, year, last) values (new.fund_id, new.receipt_year, 1)
        on conflict on constraint receipt_counter_pk do update set last = c.last + 1
        returning last into new.receipt_seq;
    end if;
    return new;
  end $$;
  create trigger donation_takes_receipt before update on donation for each row execute function donation_takes_receipt();
`;
