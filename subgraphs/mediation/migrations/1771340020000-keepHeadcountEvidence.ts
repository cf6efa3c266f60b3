import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where it is written down that trouble touches more workers than organisation counts at the employer (S-28). */
export class KeepHeadcountEvidence1771340020000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table early_warning add column headcount_evidence_ref text
        constraint early_warning_evidence check (length(headcount_evidence_ref) between 1 and 200);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table early_warning drop column headcount_evidence_ref');
  }
}
