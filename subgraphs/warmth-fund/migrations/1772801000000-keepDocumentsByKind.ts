import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One file may be two papers of a claim, such as the report of a fire that lists the loss: it is kept under each kind. */
export class KeepDocumentsByKind1772801000000 implements MigrationInterface {
  name = 'KeepDocumentsByKind1772801000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(keyOf('claim_id, sha256, kind'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`delete from mutual_aid_claim_document d using mutual_aid_claim_document other
      where (other.claim_id, other.sha256) = (d.claim_id, d.sha256) and other.kind < d.kind`);
    await runner.query(keyOf('claim_id, sha256'));
  }
}

const keyOf = (columns: string): string => `
  alter table mutual_aid_claim_document
    drop constraint mutual_aid_claim_document_pk,
    add constraint mutual_aid_claim_document_pk primary key (${columns})`;
