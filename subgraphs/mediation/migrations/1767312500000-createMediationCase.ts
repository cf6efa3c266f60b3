import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cases with their parties, claims, sessions and what bears on their limitation (domain rule 2.2.2). */
export class CreateMediationCase1767312500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create sequence case_number start 100001;

      create table mediation_case (
        id uuid constraint mediation_case_pk primary key,
        case_no text not null constraint mediation_case_no unique,
        org_id uuid not null constraint mediation_case_org references mediation_org,
        district_code text,
        scope_path text collate "C" not null,
        source text not null constraint mediation_case_source check (source in
          ('WALK_IN', 'HOTLINE_12351', 'STATION', 'GRID', 'COURT_DELEGATED', 'ARBITRATION_REFERRED', 'PETITION')),
        is_collective boolean not null,
        oral_record text,
        ownership text not null,
        industry text,
        status text not null constraint mediation_case_status check (status in
          ('RECEIVED', 'NOT_ACCEPTED', 'ACCEPTED', 'ASSIGNED', 'IN_MEDIATION', 'AGREED', 'EFFECTIVE', 'CONFIRMING', 'CONFIRMED', 'REFUSED',
           'PERFORMED', 'BREACHED', 'PAYMENT_ORDER', 'ENFORCEMENT', 'FAILED', 'TO_ARBITRATION', 'AWARDED', 'LITIGATION', 'CLOSED', 'WITHDRAWN')),
        applicant_ids uuid[] not null,
        respondent_ids uuid[] not null,
        filed_by uuid,
        received_at timestamptz not null,
        accepted_at timestamptz,
        refused_at timestamptz,
        refusal_reason text,
        refusal_notice_ref text,
        mediator_id uuid constraint mediation_case_mediator references mediator,
        mediator_person_id uuid,
        lawyer_id uuid constraint mediation_case_lawyer references lawyer,
        lawyer_person_id uuid,
        extension_days int constraint mediation_case_extension check (extension_days between 1 and 15),
        agreed_at timestamptz,
        total_fen bigint not null default 0 constraint mediation_case_total check (total_fen >= 0),
        next_payment_on date,
        failed_at timestamptz,
        failure_reason text,
        referred_at timestamptz,
        limitation_risk_accepted boolean not null default false,
        awarded_fen bigint not null default 0 constraint mediation_case_awarded check (awarded_fen >= 0),
        recovered_fen bigint not null default 0,
        closed_at timestamptz,
        received_on date not null,
        acceptance_due_on date not null,
        statutory_due_on date not null,
        extended_on date,
        award_due_on date,
        version int not null default 1,
        constraint mediation_case_recovered check (recovered_fen between 0 and total_fen + awarded_fen),
        constraint mediation_case_refused check (status <> 'NOT_ACCEPTED' or (refusal_reason <> '' and refusal_notice_ref <> '' and refused_at is not null) is true),
        constraint mediation_case_accepted check (status not in ('ACCEPTED', 'ASSIGNED', 'IN_MEDIATION', 'AGREED', 'EFFECTIVE') or accepted_at is not null),
        constraint mediation_case_assigned check (status not in ('ASSIGNED', 'IN_MEDIATION', 'AGREED', 'EFFECTIVE') or (mediator_id is not null and mediator_person_id is not null)),
        constraint mediation_case_agreed check (status not in
          ('AGREED', 'EFFECTIVE', 'CONFIRMING', 'CONFIRMED', 'REFUSED', 'PERFORMED', 'BREACHED', 'PAYMENT_ORDER', 'ENFORCEMENT') or agreed_at is not null),
        constraint mediation_case_failed check (status <> 'FAILED' or failed_at is not null),
        constraint mediation_case_referred check (status not in ('TO_ARBITRATION', 'AWARDED', 'LITIGATION') or referred_at is not null),
        constraint mediation_case_closed check ((status in ('NOT_ACCEPTED', 'REFUSED', 'PERFORMED', 'FAILED', 'CLOSED', 'WITHDRAWN')) = (closed_at is not null))
      );
      create index mediation_case_by_received on mediation_case (received_at desc, id desc);
      create index mediation_case_by_path on mediation_case (scope_path, received_at desc, id desc);
      create index mediation_case_by_org on mediation_case (org_id, received_at desc, id desc);
      create index mediation_case_by_applicant on mediation_case using gin (applicant_ids);
      create index mediation_case_by_respondent on mediation_case using gin (respondent_ids);
      create index mediation_case_by_mediator on mediation_case (mediator_id) where closed_at is null;
      create index mediation_case_by_mediator_person on mediation_case (mediator_person_id);
      create index mediation_case_by_lawyer_person on mediation_case (lawyer_person_id);
      create index mediation_case_by_filer on mediation_case (filed_by);
      create index mediation_case_received_in on mediation_case (district_code, received_on);
      create index mediation_case_accepted_in on mediation_case (district_code, civil_day(accepted_at));
      create index mediation_case_agreed_in on mediation_case (district_code, civil_day(agreed_at));
      create index mediation_case_failed_in on mediation_case (district_code, civil_day(failed_at));
      create index mediation_case_due on mediation_case (district_code, (coalesce(extended_on, statutory_due_on)))
        where status in ('RECEIVED', 'ACCEPTED', 'ASSIGNED', 'IN_MEDIATION');
      create index mediation_case_open on mediation_case (received_at) where closed_at is null;

      create function derive_case_deadlines() returns trigger language plpgsql as $$
      begin
        new.received_on := civil_day(new.received_at);
        new.acceptance_due_on := working_day_after(new.received_on, 3);
        new.statutory_due_on := case new.source when 'COURT_DELEGATED' then working_day_after(new.received_on, 20) else last_day(new.received_on, 15) end;
        new.extended_on := case
          when new.extension_days is null then null
          when new.source = 'COURT_DELEGATED' then working_day_after(new.received_on, 20 + new.extension_days)
          else last_day(new.received_on, 15 + new.extension_days) end;
        new.award_due_on := last_day(civil_day(new.referred_at), 45);
        return new;
      end $$;
      create trigger mediation_case_deadlines before insert or update on mediation_case
        for each row execute function derive_case_deadlines();

      create table case_party (
        id uuid constraint case_party_pk primary key,
        case_id uuid not null constraint case_party_case references mediation_case,
        position int not null,
        side text not null constraint case_party_side check (side in ('APPLICANT', 'RESPONDENT')),
        member_id uuid,
        representative_id uuid,
        person_id uuid generated always as (coalesce(member_id, representative_id)) stored,
        enterprise_id uuid,
        name_zh text not null constraint case_party_name check (name_zh <> ''),
        id_masked text,
        phone_masked text,
        is_representative boolean not null,
        constraint case_party_position unique (case_id, position)
      );
      create index case_party_by_person on case_party (person_id, case_id);
      create index case_party_by_enterprise on case_party (enterprise_id, case_id);

      create table case_claim (
        id uuid constraint case_claim_pk primary key,
        case_id uuid not null constraint case_claim_case references mediation_case,
        position int not null,
        kind text not null constraint case_claim_kind check (kind in
          ('LABOUR_RELATION', 'CONTRACT', 'DISMISSAL', 'WORKING_TIME', 'REST', 'SOCIAL_INSURANCE', 'WELFARE', 'TRAINING', 'PROTECTION',
           'WAGES', 'OVERTIME', 'INJURY_MEDICAL', 'COMPENSATION', 'DAMAGES')),
        amount_fen bigint constraint case_claim_amount check (amount_fen > 0),
        period_from date,
        period_to date,
        ground text not null constraint case_claim_ground check (ground <> ''),
        dispute_key text not null,
        open boolean not null,
        constraint case_claim_period check (period_to >= period_from),
        constraint case_claim_position unique (case_id, position)
      );
      create unique index case_claim_one_open on case_claim (dispute_key) where open;

      create function follow_case() returns trigger language plpgsql as $$
      begin
        update case_claim set open = (new.closed_at is null) where case_id = new.id and open <> (new.closed_at is null);
        return null;
      end $$;
      create trigger case_claim_follows_case after update of closed_at on mediation_case
        for each row when (old.closed_at is distinct from new.closed_at) execute function follow_case();

      create table limitation_event (
        id uuid constraint limitation_event_pk primary key,
        case_id uuid not null constraint limitation_event_case references mediation_case,
        kind text not null constraint limitation_event_kind check (kind in
          ('KNEW', 'TERMINATED', 'DEMANDED', 'ASKED_AUTHORITY', 'PROMISED', 'PAUSED', 'RESUMED')),
        happened_on date not null,
        proof_ref text
      );
      create index limitation_event_by_case on limitation_event (case_id, happened_on, id);
      revoke update on limitation_event from mediation_app;

      create table mediation_session (
        id uuid constraint mediation_session_pk primary key,
        case_id uuid not null constraint mediation_session_case references mediation_case,
        held_at timestamptz not null,
        attendees text[] not null,
        applicant_notified_at timestamptz not null,
        respondent_notified_at timestamptz not null,
        confidential_notes text,
        constraint mediation_session_notified check (greatest(applicant_notified_at, respondent_notified_at) <= held_at)
      );
      create index mediation_session_by_case on mediation_session (case_id, held_at, id);
      revoke update on mediation_session from mediation_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table mediation_session, limitation_event, case_claim, case_party, mediation_case;
      drop function follow_case, derive_case_deadlines;
      drop sequence case_number;
    `);
  }
}
