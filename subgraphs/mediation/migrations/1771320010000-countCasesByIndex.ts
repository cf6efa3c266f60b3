import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What statistics count is counted from indexes alone: an index on an expression needs the column beside it for that. */
export class CountCasesByIndex1771320010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index mediation_case_received_in, mediation_case_accepted_in, mediation_case_agreed_in, mediation_case_failed_in;
      create index mediation_case_received_in on mediation_case (district_code, received_on) include (ownership, is_collective);
      create index mediation_case_accepted_in on mediation_case (district_code, civil_day(accepted_at)) include (accepted_at);
      create index mediation_case_agreed_in on mediation_case (district_code, civil_day(agreed_at)) include (agreed_at);
      create index mediation_case_failed_in on mediation_case (district_code, civil_day(failed_at)) include (failed_at);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index mediation_case_received_in, mediation_case_accepted_in, mediation_case_agreed_in, mediation_case_failed_in;
      create index mediation_case_received_in on mediation_case (district_code, received_on);
      create index mediation_case_accepted_in on mediation_case (district_code, civil_day(accepted_at));
      create index mediation_case_agreed_in on mediation_case (district_code, civil_day(agreed_at));
      create index mediation_case_failed_in on mediation_case (district_code, civil_day(failed_at));`);
  }
}
