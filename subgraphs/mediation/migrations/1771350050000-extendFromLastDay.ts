import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An extension counts from the last day that it extends, which has moved to a working day where it was a day off (2.2.2, C-01; Civil Code 203).
 * Counted from the receipt it could give the day that there was.
 */
export class ExtendFromLastDay1771350050000 implements MigrationInterface {
  name = 'ExtendFromLastDay1771350050000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(deadlines('last_day(new.statutory_due_on, new.extension_days)'));
    await runner.query(EXTENDED);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(deadlines('last_day(new.received_on, 15 + new.extension_days)'));
    await runner.query(EXTENDED);
  }
}

const deadlines = (extended: string): string => `
  create or replace function derive_case_deadlines() returns trigger language plpgsql as $$
    begin
      new.received_on := civil_day(new.received_at);
      new.acceptance_due_on := working_day_after(new.received_on, 3);
      new.statutory_due_on := case new.source when 'COURT_DELEGATED' then working_day_after(new.received_on, 20) else last_day(new.received_on, 15) end;
      new.extended_on := case
        when new.extension_days is null then null
        when new.source = 'COURT_DELEGATED' then working_day_after(new.received_on, 20 + new.extension_days)
        else ${extended} end;
      new.sign_by_on := case when new.agreed_at is not null then
        greatest(coalesce(new.extended_on, new.statutory_due_on), last_day(civil_day(new.agreed_at), new.signing_days)) end;
      new.award_due_on := last_day(civil_day(new.referred_at), 45);
      return new;
    end $$;`;

/** Whose mediation goes on now is told the day by which it ends; the days of cases that are over stay. */
const EXTENDED = `update mediation_case set extension_days = extension_days where extension_days is not null and closed_at is null`;
