import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose a claim is, of several applicants; null where they claim together. Who leaves takes along what was agreed for them alone. */
export class KeepOwnersOfClaims1771340030000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table case_claim add column party_ids uuid[]
        constraint case_claim_owners check (cardinality(party_ids) > 0);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table case_claim drop column party_ids');
  }
}
