import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What was agreed is signed within some days, else no agreement was reached and the mediation has failed (P11 art. 14, P12 art. 29). The last day for
 * it is derived like all others, and never before the last day of the mediation; what all three have signed waits for the seal without a limit.
 */
export class EndUnsignedAgreements1771350020000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COLUMNS);
    await runner.query(deadlines(SIGNING));
    await runner.query(SIGNED);
    await runner.query(EXISTING);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(deadlines(''));
    await runner.query(`
      drop trigger signed_by_all on agreement;
      drop function keep_signed;
      drop index mediation_case_unsigned;
      alter table mediation_case drop column signing_days, drop column sign_by_on, drop column signed_at;`);
  }
}

const COLUMNS = `
  alter table mediation_case
    add column signing_days int constraint mediation_case_signing check (signing_days between 1 and 60),
    add column sign_by_on date,
    add column signed_at timestamptz;
  create index mediation_case_unsigned on mediation_case (district_code, sign_by_on) where status = 'AGREED' and signed_at is null;`;

const SIGNING = `
      new.sign_by_on := case when new.agreed_at is not null then
        greatest(coalesce(new.extended_on, new.statutory_due_on), last_day(civil_day(new.agreed_at), new.signing_days)) end;`;

const deadlines = (signing: string): string => `
  create or replace function derive_case_deadlines() returns trigger language plpgsql as $$
    begin
      new.received_on := civil_day(new.received_at);
      new.acceptance_due_on := working_day_after(new.received_on, 3);
      new.statutory_due_on := case new.source when 'COURT_DELEGATED' then working_day_after(new.received_on, 20) else last_day(new.received_on, 15) end;
      new.extended_on := case
        when new.extension_days is null then null
        when new.source = 'COURT_DELEGATED' then working_day_after(new.received_on, 20 + new.extension_days)
        else last_day(new.received_on, 15 + new.extension_days) end;${signing}
      new.award_due_on := last_day(civil_day(new.referred_at), 45);
      return new;
    end $$;`;

const SIGNED = `
  -- When both sides and the mediator had signed what stands; null while one of them has not.
  create function keep_signed() returns trigger language plpgsql as $$
    declare
      signed timestamptz := case
        when new.voided_at is null and num_nulls(new.signed_by_applicant_at, new.signed_by_respondent_at, new.signed_by_mediator_at) = 0
        then greatest(new.signed_by_applicant_at, new.signed_by_respondent_at, new.signed_by_mediator_at) end;
    begin
      update mediation_case set signed_at = signed where id = new.case_id and status = 'AGREED' and signed_at is distinct from signed;
      return null;
    end $$;
  create trigger signed_by_all after insert or update on agreement for each row execute function keep_signed();`;

/** Agreements that are being signed now have the days of those to come. */
const EXISTING = `
  update mediation_case set signing_days = 7 where status = 'AGREED';
  update mediation_case c set signed_at = greatest(a.signed_by_applicant_at, a.signed_by_respondent_at, a.signed_by_mediator_at)
    from agreement a where a.case_id = c.id and c.status = 'AGREED' and a.voided_at is null
      and num_nulls(a.signed_by_applicant_at, a.signed_by_respondent_at, a.signed_by_mediator_at) = 0;`;
