import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By which merge of records somebody signs for a party in person: when it is taken back, the party is another person, who has not signed. */
export class SignWhileMerged1773300070000 implements MigrationInterface {
  name = 'SignWhileMerged1773300070000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table agreement_signature
        add column merge_id uuid,
        add constraint agreement_signature_in_person check (merge_id is null or paper_ref is null);
      create index agreement_signature_by_merge on agreement_signature (merge_id) where merge_id is not null;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table agreement_signature drop column merge_id;');
  }
}
