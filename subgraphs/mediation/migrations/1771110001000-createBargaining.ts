import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rounds of collective bargaining, from the notice to the signatures (domain rule 2.2.3), and the instructors that guide them (S-54). */
export class CreateBargaining1771110001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [INSTRUCTORS, ROUNDS, SIDES, CHECKS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table collective_contract drop column round_id;
      drop table round_signature, congress_vote, guarantee_check, instructor_assignment, round_rep, round_employer, bargaining_round,
        wage_instructor`);
  }
}

const INSTRUCTORS = `
  create table wage_instructor (
    id uuid constraint wage_instructor_pk primary key,
    person_id uuid not null,
    name_zh text collate pinyin not null,
    district_code text not null constraint wage_instructor_district check (district_code ~ '^[0-9]{6}$'),
    appointed_on date not null,
    term_to date not null,
    constraint wage_instructor_term check (term_to > appointed_on),
    constraint wage_instructor_one_term exclude using gist (person_id with =, daterange(appointed_on, term_to, '[]') with &&)
  );
  create index wage_instructor_of_district on wage_instructor (district_code, name_zh, id);`;

const ROUNDS = `
  create table bargaining_round (
    id uuid constraint bargaining_round_pk primary key,
    kind text not null constraint bargaining_round_kind check (kind in ('COLLECTIVE', 'WAGE_SPECIAL', 'AREA', 'INDUSTRY')),
    initiator text not null constraint bargaining_round_initiator check (initiator in ('WORKERS', 'EMPLOYER')),
    workers_side_id uuid not null,
    scope_path text not null,
    district_code text,
    industry text,
    topic text not null constraint bargaining_round_topic check (length(topic) between 1 and 500),
    noticed_on date not null,
    reply_due_on date not null,
    replied_on date,
    refused_on date,
    refusal_reason text,
    resume_on date,
    status text not null constraint bargaining_round_status check (status in ('NOTICED', 'REPLIED', 'REFUSED', 'PREPARING', 'NEGOTIATING',
      'PAUSED', 'DRAFTED', 'CONGRESS_VOTE', 'PASSED', 'SIGNED', 'FILED', 'OBJECTED')),
    instructor_id uuid constraint bargaining_round_instructor references wage_instructor,
    draft_no int not null default 0,
    signing_no int not null default 1,
    drafted_on date,
    term_from date,
    term_to date,
    text_ref text,
    has_wage_terms boolean,
    wage_growth_bp int,
    renews_id uuid constraint bargaining_round_renews references collective_contract,
    version int not null,
    constraint bargaining_round_due check (reply_due_on > noticed_on),
    constraint bargaining_round_refused check ((status = 'REFUSED') = (refused_on is not null)),
    constraint bargaining_round_replied check (status in ('NOTICED', 'REFUSED') or replied_on is not null),
    constraint bargaining_round_paused check ((status = 'PAUSED') = (resume_on is not null)),
    constraint bargaining_round_draft check ((draft_no = 0) = (drafted_on is null) and (drafted_on is null) = (term_from is null)
      and (drafted_on is null) = (term_to is null) and (drafted_on is null) = (text_ref is null)
      and (drafted_on is null) = (has_wage_terms is null)),
    constraint bargaining_round_drafted check (status not in ('DRAFTED', 'CONGRESS_VOTE', 'PASSED', 'SIGNED', 'FILED', 'OBJECTED')
      or draft_no > 0),
    constraint bargaining_round_growth check (not has_wage_terms or wage_growth_bp is not null),
    constraint bargaining_round_term check (term_to > term_from)
  );
  create index bargaining_round_latest on bargaining_round (noticed_on desc, id desc);
  create index bargaining_round_of_union on bargaining_round (workers_side_id, noticed_on desc, id desc);
  create index bargaining_round_renewing on bargaining_round (renews_id) where renews_id is not null;
  alter table collective_contract add column round_id uuid constraint collective_contract_round references bargaining_round;
  create unique index collective_contract_one_of_round on collective_contract (round_id) where objected_on is null;`;

const SIDES = `
  create table round_employer (
    round_id uuid not null constraint round_employer_round references bargaining_round,
    enterprise_id uuid not null,
    kind text not null,
    answer text constraint round_employer_answer check (answer in ('ACCEPTED', 'DECLINED')),
    answered_on date,
    reason text constraint round_employer_reason check (length(reason) between 1 and 500),
    paper_ref text,
    answered_by text,
    workers int constraint round_employer_workers check (workers > 0),
    is_open boolean not null,
    constraint round_employer_pk primary key (round_id, enterprise_id),
    constraint round_employer_answered check ((answer is null) = (answered_on is null)),
    constraint round_employer_counted check ((answer is not distinct from 'ACCEPTED') = (workers is not null)),
    constraint round_employer_declined check (answer is distinct from 'DECLINED' or not is_open)
  );
  -- An employer bargains about one contract of a kind at a time.
  create unique index round_employer_one_open on round_employer (enterprise_id, kind) where is_open;

  create table round_rep (
    id uuid constraint round_rep_pk primary key,
    round_id uuid not null constraint round_rep_round references bargaining_round,
    side text not null constraint round_rep_side check (side in ('WORKERS', 'EMPLOYER')),
    position int not null,
    name_zh text not null,
    person_id uuid,
    chief boolean not null,
    outsider boolean not null,
    paper_ref text,
    is_current boolean not null,
    constraint round_rep_chief_from_inside check (not (chief and outsider))
  );
  create unique index round_rep_one_chief on round_rep (round_id, side) where chief and is_current;
  create unique index round_rep_one_side on round_rep (round_id, person_id) where is_current and person_id is not null;
  create index round_rep_of_round on round_rep (round_id) where is_current;
  create index round_rep_of_person on round_rep (person_id) where person_id is not null;

  create table instructor_assignment (
    id uuid constraint instructor_assignment_pk primary key,
    instructor_id uuid not null constraint instructor_assignment_instructor references wage_instructor,
    round_id uuid not null constraint instructor_assignment_round references bargaining_round,
    assigned_on date not null,
    ended_on date,
    constraint instructor_assignment_ends check (ended_on >= assigned_on)
  );
  create unique index instructor_assignment_one_now on instructor_assignment (round_id) where ended_on is null;
  create index instructor_assignment_of_instructor on instructor_assignment (instructor_id, assigned_on desc, id desc);`;

const CHECKS = `
  create table guarantee_check (
    id uuid constraint guarantee_check_pk primary key,
    round_id uuid not null constraint guarantee_check_round references bargaining_round,
    draft_no int not null,
    kind text not null constraint guarantee_check_kind check (kind in ('MINIMUM_WAGE', 'LABOUR_QUOTA', 'GROWTH_LINE')),
    result text not null constraint guarantee_check_result check (result in ('PASS', 'FAIL', 'WAIVED')),
    measured_fen bigint constraint guarantee_check_measured check (measured_fen > 0),
    base_fen bigint constraint guarantee_check_base check (base_fen > 0),
    threshold_fen bigint,
    evidence_ref text,
    waived_reason text constraint guarantee_check_reason check (length(waived_reason) between 1 and 500),
    recorded_by uuid not null,
    recorded_at timestamptz not null,
    -- A result is what was measured against the threshold, and nothing else; only a waiver is somebody's word.
    constraint guarantee_check_compared check (case result
      when 'WAIVED' then waived_reason is not null and threshold_fen is null
      else waived_reason is null and evidence_ref is not null and measured_fen is not null and threshold_fen is not null
        and (result = 'PASS') = (measured_fen >= threshold_fen) end)
  );
  create index guarantee_check_latest on guarantee_check (round_id, draft_no, kind, recorded_at desc, id desc);

  create table congress_vote (
    id uuid constraint congress_vote_pk primary key,
    round_id uuid not null constraint congress_vote_round references bargaining_round,
    draft_no int not null,
    held_on date not null,
    total int not null constraint congress_vote_total check (total > 0),
    present int not null constraint congress_vote_present check (present between 0 and total),
    consent int not null constraint congress_vote_consent check (consent between 0 and present),
    passed boolean not null,
    recorded_by text not null,
    recorded_at timestamptz not null
  );
  create index congress_vote_latest on congress_vote (round_id, draft_no desc, recorded_at desc, id desc);

  create table round_signature (
    round_id uuid not null constraint round_signature_round references bargaining_round,
    draft_no int not null,
    signing_no int not null,
    side text not null constraint round_signature_side check (side in ('WORKERS', 'EMPLOYER')),
    rep_id uuid not null constraint round_signature_rep references round_rep,
    paper_ref text,
    recorded_by text not null,
    signed_at timestamptz not null,
    constraint round_signature_pk primary key (round_id, draft_no, signing_no, side)
  );
  revoke update on guarantee_check, congress_vote, round_signature from mediation_app;`;
