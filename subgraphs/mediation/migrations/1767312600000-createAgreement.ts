import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The agreement, its confirmation and its performance; the award where there was none (domain rules 2.2.2, MED-INV-1). */
export class CreateAgreement1767312600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table agreement (
        id uuid constraint agreement_pk primary key,
        case_id uuid not null constraint agreement_case references mediation_case constraint agreement_one unique,
        total_fen bigint not null constraint agreement_total check (total_fen >= 0),
        signed_by_applicant_at timestamptz,
        signed_by_respondent_at timestamptz,
        signed_by_mediator_at timestamptz,
        sealed_at timestamptz,
        effective_at timestamptz,
        arbitration_review_by date,
        judicial_by date,
        version int not null default 1,
        constraint agreement_effective check ((effective_at is null) = (sealed_at is null)),
        constraint agreement_sealed_signed check (sealed_at is null or num_nulls(signed_by_applicant_at, signed_by_respondent_at, signed_by_mediator_at) = 0)
      );
      create function derive_confirmation_deadlines() returns trigger language plpgsql as $$
      begin
        new.arbitration_review_by := last_day(civil_day(new.effective_at), 15);
        new.judicial_by := last_day(civil_day(new.effective_at), 30);
        return new;
      end $$;
      create trigger agreement_deadlines before insert or update on agreement
        for each row execute function derive_confirmation_deadlines();

      create table agreement_signature (
        agreement_id uuid not null constraint agreement_signature_agreement references agreement,
        signer text not null constraint agreement_signature_signer check (signer in ('APPLICANT', 'RESPONDENT', 'MEDIATOR')),
        recorded_by text not null,
        paper_ref text,
        signed_at timestamptz not null,
        constraint agreement_signature_pk primary key (agreement_id, signer)
      );
      revoke update on agreement_signature from mediation_app;

      create table agreement_term (
        id uuid constraint agreement_term_pk primary key,
        agreement_id uuid not null constraint agreement_term_agreement references agreement,
        claim_id uuid not null constraint agreement_term_claim references case_claim,
        position int not null,
        amount_fen bigint not null constraint agreement_term_amount check (amount_fen >= 0),
        due_on date not null,
        text text not null,
        constraint agreement_term_position unique (agreement_id, position)
      );

      create table confirmation (
        id uuid constraint confirmation_pk primary key,
        case_id uuid not null constraint confirmation_case references mediation_case constraint confirmation_one unique,
        route text not null constraint confirmation_route check (route in ('ARBITRATION_REVIEW', 'JUDICIAL')),
        applied_on date not null,
        due_by date not null,
        result text constraint confirmation_result check (result in ('CONFIRMED', 'REFUSED')),
        document_no text,
        version int not null default 1,
        constraint confirmation_in_time check (applied_on <= due_by),
        constraint confirmation_document check ((result is null) = (document_no is null))
      );

      create function derive_confirmation_due() returns trigger language plpgsql as $$
      begin
        select case new.route when 'JUDICIAL' then judicial_by else arbitration_review_by end into new.due_by from agreement where case_id = new.case_id;
        return new;
      end $$;
      create trigger confirmation_due before insert or update on confirmation
        for each row execute function derive_confirmation_due();

      create table performance_item (
        id uuid constraint performance_item_pk primary key,
        case_id uuid not null constraint performance_item_case references mediation_case,
        term_id uuid not null constraint performance_item_term references agreement_term constraint performance_item_one unique,
        position int not null,
        due_on date not null,
        amount_fen bigint not null constraint performance_item_amount check (amount_fen >= 0),
        paid_fen bigint not null default 0,
        paid_on date,
        proof_ref text,
        version int not null default 1,
        constraint performance_item_paid check (paid_fen between 0 and amount_fen),
        constraint performance_item_paid_on check (paid_fen = 0 or paid_on is not null)
      );
      create index performance_item_by_case on performance_item (case_id, position);

      create table payment (
        id uuid constraint payment_pk primary key,
        item_id uuid not null constraint payment_item references performance_item,
        case_id uuid not null constraint payment_case references mediation_case,
        district_code text,
        org_id uuid not null,
        amount_fen bigint not null constraint payment_amount check (amount_fen >= 0),
        paid_on date not null,
        proof_ref text,
        recorded_by text not null,
        recorded_at timestamptz not null
      );
      create index payment_by_item on payment (item_id);
      create index payment_by_case on payment (case_id);
      create index payment_in on payment (district_code, paid_on) include (amount_fen);
      create index payment_of_org on payment (org_id, paid_on) include (amount_fen);
      revoke update on payment from mediation_app;

      -- MED-INV-1: what a case has recovered is the sum of what was paid, checked when the transaction ends.
      create function check_recovered() returns trigger language plpgsql as $$
      declare
        checked uuid := case when tg_table_name = 'mediation_case' then (to_jsonb(new) ->> 'id')::uuid else (to_jsonb(new) ->> 'case_id')::uuid end;
        held bigint; items bigint; payments bigint;
      begin
        select recovered_fen into held from mediation_case where id = checked;
        select coalesce(sum(paid_fen), 0) into items from performance_item where case_id = checked;
        select coalesce(sum(amount_fen), 0) into payments from payment where case_id = checked;
        if held <> items or held <> payments then
          raise exception 'case % holds % fen as recovered; its items say %, its payments %', checked, held, items, payments
            using errcode = 'check_violation', constraint = 'mediation_case_recovered_is_paid';
        end if;
        return null;
      end $$;
      create constraint trigger payment_recovered after insert on payment
        deferrable initially deferred for each row execute function check_recovered();
      create constraint trigger performance_item_recovered after insert or update of paid_fen on performance_item
        deferrable initially deferred for each row execute function check_recovered();
      create constraint trigger mediation_case_recovered_is_paid after insert or update of recovered_fen on mediation_case
        deferrable initially deferred for each row execute function check_recovered();

      create table award (
        case_id uuid constraint award_pk primary key constraint award_case references mediation_case,
        awarded_fen bigint not null constraint award_amount check (awarded_fen >= 0),
        document_no text not null,
        awarded_on date not null,
        is_final boolean not null,
        sued_by text constraint award_sued_by check (sued_by in ('APPLICANT', 'RESPONDENT')),
        judgment_no text,
        judged_fen bigint,
        version int not null default 1
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger mediation_case_recovered_is_paid on mediation_case;
      drop table award, payment, performance_item, confirmation, agreement_term, agreement_signature, agreement;
      drop function check_recovered, derive_confirmation_due, derive_confirmation_deadlines;
    `);
  }
}
