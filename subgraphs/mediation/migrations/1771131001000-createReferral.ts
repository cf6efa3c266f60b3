import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cases that one of the six parties hands to another (S-45): who took note when, what came of it, and the reminders in between. */
export class CreateReferral1771131001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(REFERRALS);
    await runner.query(DAYS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table referral_reminder, referral; drop function derive_referral_days;');
  }
}

const REFERRALS = `
  create table referral (
    id uuid constraint referral_pk primary key,
    case_id uuid not null constraint referral_case references mediation_case,
    from_party text not null constraint referral_from references linked_party,
    to_party text not null constraint referral_to references linked_party,
    reason text not null constraint referral_reason check (length(reason) between 1 and 1000),
    sent_at timestamptz not null,
    sent_by text not null,
    ack_working_days int not null constraint referral_ack_working_days check (ack_working_days > 0),
    ack_due_on date not null,
    ack_at timestamptz,
    ack_by text,
    result text constraint referral_result check (length(result) between 1 and 2000),
    answered_at timestamptz,
    answered_by text,
    version int not null default 1,
    constraint referral_to_another check (from_party <> to_party),
    constraint referral_acknowledged check ((ack_at is null) = (ack_by is null) and ack_at >= sent_at is not false),
    constraint referral_answered check ((answered_at is null) = (answered_by is null) and (answered_at is null) = (result is null)
      and answered_at >= ack_at is not false and (answered_at is null or ack_at is not null))
  );
  -- A party has one referral of a case at a time; the next one waits for its answer.
  create unique index referral_one_open on referral (case_id, to_party) where answered_at is null;
  create index referral_of_case on referral (case_id, sent_at, id);
  create index referral_to_whom on referral (to_party, sent_at desc, id desc);
  create index referral_from_whom on referral (from_party, sent_at desc, id desc);

  create table referral_reminder (
    referral_id uuid not null constraint referral_reminder_referral references referral,
    number int not null constraint referral_reminder_number check (number > 0),
    reminded_on date not null,
    constraint referral_reminder_pk primary key (referral_id, number)
  );
  revoke update on referral_reminder from mediation_app;`;

/** Nobody types a due day (MED-INV-6). */
const DAYS = `
  create function derive_referral_days() returns trigger language plpgsql as $$
    begin
      new.ack_due_on := working_day_after(civil_day(new.sent_at), new.ack_working_days);
      return new;
    end $$;
  create trigger derive_days before insert or update on referral for each row execute function derive_referral_days();`;
