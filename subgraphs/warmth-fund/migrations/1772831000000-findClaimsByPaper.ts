import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds the claims that a paper proves (FND-INV-5). */
export class FindClaimsByPaper1772831000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index mutual_aid_claim_document_by_hash on mutual_aid_claim_document (sha256)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index mutual_aid_claim_document_by_hash');
  }
}
