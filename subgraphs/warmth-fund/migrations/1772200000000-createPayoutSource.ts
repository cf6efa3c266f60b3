import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What payouts are made from (C-11): each approved thing with its payee, its fund and its amount. Payouts of one never exceed it. */
export class CreatePayoutSource1772200000000 implements MigrationInterface {
  name = 'CreatePayoutSource1772200000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const step of [PAYEES, SOURCE, KNOWN_PAYOUTS, OBEY]) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger disbursement_obeys_source on disbursement;
      drop function disbursement_obeys_source;
      alter table disbursement drop constraint disbursement_source, drop column source_revision,
        drop constraint disbursement_payee, drop column union_id,
        add constraint disbursement_payee check (
          (payee_kind = 'MEMBER' and member_id is not null and organisation_id is null)
          or (payee_kind = 'ORGANISATION' and member_id is null and organisation_id is not null)
        );
      create unique index disbursement_one_live_source on disbursement (source_subgraph, source_type, source_id)
        where status not in ('VOIDED', 'RETURNED');
      drop table payout_source;
    `);
  }
}

/** A union is paid, too: its running money, the costs of its service. */
const PAYEES = `
  alter table disbursement
    add column union_id uuid,
    drop constraint disbursement_payee,
    add constraint disbursement_payee check (
      num_nonnulls(member_id, organisation_id, union_id) = 1
      and payee_kind = case when member_id is not null then 'MEMBER' when organisation_id is not null then 'ORGANISATION' else 'UNION' end
    );
`;

const SOURCE = `
  create table payout_source (
    subgraph text not null,
    type text not null,
    id text not null,
    fund_id uuid not null constraint payout_source_fund references fund,
    member_id uuid,
    organisation_id uuid,
    union_id uuid,
    amount_fen bigint not null constraint payout_source_amount check (amount_fen between 1 and 1000000000000000),
    taken_fen bigint not null default 0 constraint payout_source_taken check (taken_fen >= 0),
    state text not null constraint payout_source_state check (state in ('APPROVED', 'WITHDRAWN')),
    reason text,
    scope_path text not null,
    approved_at timestamptz not null,
    revision int not null,
    merge_key uuid not null default gen_random_uuid() constraint payout_source_merge_key unique,
    constraint payout_source_pk primary key (subgraph, type, id),
    constraint payout_source_payee check (num_nonnulls(member_id, organisation_id, union_id) = 1),
    constraint payout_source_withdrawn check ((state = 'WITHDRAWN') = (reason is not null))
  );
  create index payout_source_by_member on payout_source (member_id) where member_id is not null;
  revoke insert, update on payout_source from warmth_fund_app;
  grant insert (subgraph, type, id, fund_id, member_id, organisation_id, union_id, amount_fen, state, reason, scope_path, approved_at, revision),
    update (fund_id, member_id, organisation_id, union_id, amount_fen, state, reason, scope_path, revision) on payout_source to warmth_fund_app;
`;

/** What was paid before this rule stands for its source. */
const KNOWN_PAYOUTS = `
  insert into payout_source (subgraph, type, id, fund_id, member_id, organisation_id, amount_fen, taken_fen, state, scope_path,
      approved_at, revision)
    select distinct on (source_subgraph, source_type, source_id) source_subgraph, source_type, source_id, fund_id, member_id, organisation_id,
        amount_fen, case when status in ('VOIDED', 'RETURNED') then 0 else amount_fen end, 'APPROVED', scope_path, created_at, 1
      from disbursement
      order by source_subgraph, source_type, source_id, status in ('VOIDED', 'RETURNED'), created_at desc;
  alter table disbursement
    add column source_revision int not null default 1,
    add constraint disbursement_source foreign key (source_subgraph, source_type, source_id) references payout_source;
  alter table disbursement alter column source_revision drop default;
  drop index disbursement_one_live_source;
`;

/**
 * A payout begins, is approved and is sent only while its source is approved and as it was when the payout was asked for. Live payouts
 * take from the source's amount and give it back when they come to nothing.
 */
const OBEY = `
  create function disbursement_obeys_source() returns trigger language plpgsql security definer
    set search_path = public, pg_temp as $$
  declare
    source payout_source;
    is_live boolean := new.status not in ('VOIDED', 'RETURNED');
    was_live boolean := tg_op = 'UPDATE' and old.status not in ('VOIDED', 'RETURNED');
    violated text;
  begin
    if tg_op = 'UPDATE' and new.status = old.status and new.amount_fen = old.amount_fen then
      return null;
    end if;
    select * into source from payout_source
      where (subgraph, type, id) = (new.source_subgraph, new.source_type, new.source_id) for update;
    if tg_op = 'INSERT' then
      if (source.member_id, source.organisation_id, source.union_id) is distinct from (new.member_id, new.organisation_id, new.union_id) then
        violated := 'disbursement_payee_of_source';
      elsif source.fund_id <> new.fund_id then
        violated := 'disbursement_fund_of_source';
      end if;
    elsif new.amount_fen <> old.amount_fen then
      violated := 'disbursement_amount_stays';
    end if;
    if (tg_op = 'INSERT' and is_live or tg_op = 'UPDATE' and new.status in ('APPROVED', 'SENT'))
        and (source.state <> 'APPROVED' or source.revision <> new.source_revision) then
      violated := 'disbursement_source_approved';
    end if;
    if is_live and not was_live and source.taken_fen + new.amount_fen > source.amount_fen then
      violated := 'disbursement_within_source';
    end if;
    if violated is not null then
      raise exception 'payout % of % fen does not obey its source % %', new.id, new.amount_fen, new.source_type, new.source_id
        using errcode = 'check_violation', constraint = violated, table = 'disbursement';
    end if;
    if is_live <> was_live then
      update payout_source set taken_fen = taken_fen + case when is_live then new.amount_fen else -new.amount_fen end
        where (subgraph, type, id) = (new.source_subgraph, new.source_type, new.source_id);
    end if;
    return null;
  end $$;
  create trigger disbursement_obeys_source after insert or update on disbursement for each row
    execute function disbursement_obeys_source();
`;
